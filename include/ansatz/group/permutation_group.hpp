#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/group/permutations.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ansatz {

/// A point, and how many images a group leaves it once the images of all smaller points are chosen.
struct free_point {
  std::uint32_t point, images;
  friend bool operator==(const free_point&, const free_point&) = default;
};

/// A group of permutations of 0, ..., n - 1, by its stabiliser chain along the base 0, 1, ..., n - 1.
///
///   |G| = prod_i |orbit of i under the elements that fix 0, ..., i - 1|
///
/// What it answers depends on the group alone, not on the generators that it was made of: two machines that
/// found other generators of one group code alike.
///
/// Points whose swap is in the group make classes, and these are kept as such: leaves of a hub cost memory
/// linear in their number and not its square. G is the semidirect product of the symmetric groups of its
/// classes and of the elements that map each class in ascending order; the chain of these is built by
/// Schreier and Sims, one factor after the other where generators move disjoint points, and every Schreier
/// generator is tested: nothing is random or taken on trust.
///
/// Sims 1970, Computational methods in the study of permutation groups; Holt, Eick, O'Brien 2005, Handbook
/// of Computational Group Theory, 4.4.
class permutation_group {
 public:
  /// The identity of n points alone.
  explicit permutation_group(std::size_t n = 0) : permutation_group(n, {}) {}
  /// What these permutations generate. Throws `domain_error` where one is none of n points, where n exceeds
  /// 2^31, or where the chain would take more than 2^26 moved points (1 GB), or 2^26 to be found.
  permutation_group(std::size_t n, const std::vector<sparse_permutation>& generators);

  /// How many points.
  std::size_t size() const;
  /// log2 |G|.
  bits order() const;
  bool contains(const permutation_list& a) const;

  /// The points with more than one image left, ascending: |G| is the product of `images`.
  std::span<const free_point> free_points() const&;
  std::span<const free_point> free_points() const&& = delete;  // they would be gone at once

  /// An element as numbers, one a free point: the rank of its image among those left, in ascending order,
  /// so that elements in lexicographic order have ranks in lexicographic order. Throws `domain_error` where
  /// it is no element.
  std::vector<std::uint32_t> ranks_of(const permutation_list& a) const;
  /// The element of ranks. Throws `domain_error` where one is not below `images`, or there are too few.
  permutation_list element_of(std::span<const std::uint32_t> ranks) const;

  /// The lexicographically least of the permutations i -> s[a[i]], a in G: the same for all s of a coset s
  /// G.
  permutation_list least_of_coset(permutation_list s) const;

 private:
  struct chain;
  std::shared_ptr<const chain> chain_;
};

}  // namespace ansatz
