#pragma once
#include <ansatz/error.hpp>
#include <ansatz/group/permutations.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// The image of a point under a sparse permutation, in time logarithmic in the points that it moves.
std::uint32_t image_of(const sparse_permutation& p, std::uint32_t point);
/// i -> p(q(i)).
sparse_permutation composed(const sparse_permutation& p, const sparse_permutation& q);
sparse_permutation inverse(const sparse_permutation& p);

/// The orbit of a base point under the elements that fix all smaller points, ascending, and for each of its
/// points an element among these that carries the base point there.
struct stabiliser_level {
  std::uint32_t base;
  std::vector<std::uint32_t> orbit;
  std::vector<sparse_permutation> carriers;
};

/// How many moved points chains may keep, and how many they may compose until they are found. Both go down.
struct chain_room {
  std::uint64_t kept = std::uint64_t{1} << 26, composed = std::uint64_t{1} << 26;

  /// Throw `domain_error` where they don't suffice.
  void keep(std::uint64_t points) { spend(kept, points); }
  void compose(std::uint64_t points) { spend(composed, points); }

 private:
  static void spend(std::uint64_t& of, std::uint64_t points) {
    if (points > of) throw domain_error("permutation_group: the chain of this group is too large");
    of -= points;
  }
};

/// The levels of non-trivial orbits of the group that permutations generate, bases ascending, by Schreier
/// and Sims.
std::vector<stabiliser_level> stabiliser_chain(std::span<const sparse_permutation> generators,
                                               chain_room& room);

}  // namespace ansatz
