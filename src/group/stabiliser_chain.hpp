#pragma once
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

/// The levels of non-trivial orbits of the group that permutations generate, bases ascending, by Schreier and
/// Sims. `room` is how many moved points may be kept still; it goes down, and `domain_error` is thrown where
/// it doesn't suffice.
std::vector<stabiliser_level> stabiliser_chain(std::span<const sparse_permutation> generators,
                                               std::size_t& room);

}  // namespace ansatz
