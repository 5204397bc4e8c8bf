#pragma once
#include <algorithm>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/dependent.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/bag.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

/// A multiset of n symbols, each by the same codec: bits back over the order in which they are sent. The
/// symbol lists the elements in ascending order by `Less`, a strict weak order that must be the same on every
/// machine and has no state. Elements that are equivalent by it and differ (letters in either case, -0.0 and
/// 0.0) come back as they were, in the order in which they were listed: that order is part of the symbol and
/// is paid for.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push, n times: pop one of the elements that are left, uniformly, remove the last one listed of those that
/// are equivalent to it, push that with the element's codec. Pop, n times: pop an element, insert it behind
/// those that are equivalent to it, push which one of those inserted it is.
///
/// Rate: sum_i -log2 p(x_i) - log2(n! / prod_s n_s!), n_s being how many are equivalent to s; the ledger has
/// the second part under "order". Initial bits: log2 n at most, typically. Time n log n. Pushing a list that
/// is unsorted or of another length, or an element that does not equal itself (a NaN, which no order has a
/// place for), throws `domain_error`; so does popping such an element.
///
/// `shuffled` of a list by `sorted_order` costs the same and has other bytes: it sends the order at once, with
/// log2 n! initial bits.
///
/// Severo, Townsend, Khisti, Makhzani, Ullrich 2022, Compressing multisets with large alphabets
/// (arXiv:2107.09202).
template <class Element, class Bag>
struct multiset_codec {
  static_assert(is_codec<Element>(), "multiset: the second argument must be a codec");
  using element_type = symbol_t<Element>;
  static_assert(std::same_as<typename Bag::symbol_type, element_type>,
                "multiset: the bag must hold the element's symbols");
  using order = typename Bag::order;
  static_assert(std::strict_weak_order<order, element_type, element_type>,
                "multiset: the symbols must be ordered");
  static_assert(std::is_empty_v<order> && std::default_initializable<order>,
                "multiset: the order must be a type without state, which another machine can make, too");
  using symbol_type = std::vector<element_type>;

  std::size_t size;
  Element element;
  Bag none;  ///< an empty bag

  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != size) throw domain_error("multiset: the symbol's size is not the codec's");
    if (!std::ranges::is_sorted(x, order{}))
      throw domain_error("multiset: the elements must be in ascending order");
    Bag left = none;
    for (const element_type& e : x) {
      expect_orderly(e);
      left.insert(e);
    }
    while (left.size() > 0) {
      const element_type e = labelled("order", modelled(drawn_model{left})).pop(s);
      left.erase(e);
      element.push(s, e);
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    Bag sent = none;
    symbol_type x;
    for (std::size_t i = 0; i < size; ++i) {
      x.push_back(element.pop(s));
      expect_orderly(x.back());
      sent.insert(x.back());
      labelled("order", modelled(drawn_model{sent})).push(s, x.back());
    }
    std::ranges::stable_sort(x, order{});
    return x;
  }

 private:
  static void expect_orderly(const element_type& e) {
    if constexpr (std::equality_comparable<element_type>)
      if (!(e == e))  // NOLINT(misc-redundant-expression): false of what is no number
        throw domain_error("multiset: an element that does not equal itself has no place in an order");
  }
};

template <class Element, class Less = std::ranges::less>
auto multiset(std::size_t size, Element element, Less = {}) {
  static_assert(is_codec<Element>(), "multiset: the second argument must be a codec");
  using bag_type = bag<symbol_t<Element>, Less>;
  return multiset_codec<Element, bag_type>{size, std::move(element), bag_type{}};
}

/// The same bytes, with another bag: `none` is empty, and what it can hold are the elements that may occur.
template <class Element>
multiset_codec<Element, fenwick_bag> multiset(std::size_t size, Element element, fenwick_bag none) {
  return {size, std::move(element), std::move(none)};
}

/// A multiset of any size up to `limit`: its size by one codec, then its elements. A size above the limit,
/// which a damaged stream may ask for, throws `domain_error` before anything is decoded; so does pushing such
/// a multiset, or one whose size the symbols of `size` cannot hold, before anything is pushed.
template <class Size, class Element, class Less = std::ranges::less>
auto multiset_of_any_size(Size size, Element element, std::size_t limit, Less less = {}) {
  static_assert(std::unsigned_integral<symbol_t<Size>>,
                "multiset_of_any_size: the first argument must be a codec of an unsigned integer");
  using items = std::vector<symbol_t<Element>>;
  return mapped(
      dependent(std::move(size),
                [element = std::move(element), limit, less](symbol_t<Size> n) {
                  if (n > limit) throw domain_error("multiset_of_any_size: larger than the limit");
                  return multiset(n, element, less);
                }),
      [](const std::pair<symbol_t<Size>, items>& sized) { return sized.second; },
      [](const items& x) {
        return std::pair{
            detail::number_as<symbol_t<Size>>(
                x.size(), "multiset_of_any_size: more than a symbol of the size's codec can say"),
            x};
      });
}

}  // namespace ansatz
