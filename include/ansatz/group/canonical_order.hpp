#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/group/permutations.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// An order for the elements of an object that does not depend on the order in which they are given.
struct canonical_order {
  /// Element i of the object is element to[i] of the object in this order.
  permutation_list to;
  /// Generators of the group of all permutations of the object's elements, as numbered in it, that this
  /// order leaves open: the automorphisms of the object where the order is complete.
  std::vector<sparse_permutation> symmetries;
};

/// A list whose element i is element p[i].
template <class Element>
std::vector<Element> relabelled(const std::vector<Element>& x, const permutation_list& p) {
  expect_permutation(p, x.size());
  std::vector<Element> out(x);
  for (std::size_t i = 0; i < x.size(); ++i) out[p[i]] = x[i];
  return out;
}

/// An object whose elements can be given other numbers: relabelled(x, p) is x with element i as element
/// p[i].
template <class X>
concept relabellable = std::equality_comparable<X> && requires(const X& x, const permutation_list& p) {
  { relabelled(x, p) } -> std::same_as<X>;
};

/// What gives the canonical order of an object.
template <class F, class X>
concept canoniser =
    std::invocable<const F&, const X&> &&
    std::same_as<std::remove_cvref_t<std::invoke_result_t<const F&, const X&>>, canonical_order>;

/// Elements in ascending order of their keys; those of equal keys in the order in which they are given,
/// with all their permutations left open.
template <class Key, class Less = std::ranges::less>
canonical_order order_by(std::span<const Key> keys, Less less = {}) {
  if (keys.size() > std::size_t{1} << 31) throw domain_error("order_by: at most 2^31 elements");
  permutation_list at = identity_permutation(keys.size());
  std::ranges::stable_sort(at, less, [&](std::uint32_t i) -> const Key& { return keys[i]; });
  canonical_order out{inverse(at), {}};
  for (std::size_t i = 1; i < at.size(); ++i)
    if (!less(keys[at[i - 1]], keys[at[i]])) {
      const auto [first, last] = std::minmax(at[i - 1], at[i]);
      out.symmetries.push_back({{first, last}, {last, first}});
    }
  return out;
}

/// The canonical order of a list by its elements: the object without order is a multiset.
template <class Less = std::ranges::less>
struct sorted_order {
  template <class Element>
  canonical_order operator()(const std::vector<Element>& x) const {
    return order_by(std::span<const Element>{x}, Less{});
  }
};

}  // namespace ansatz
