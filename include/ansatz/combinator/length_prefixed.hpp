#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ansatz {

/// A sequence of any length up to a limit: its length by one codec, then its elements by another.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: that of the length plus the sum of the rates of the elements. Popped in that order. A length above
/// `limit`, which a damaged stream may ask for, throws `domain_error` before anything is allocated; so does
/// pushing such a sequence, or one whose length the symbols of `length` cannot hold, before anything is
/// pushed.
template <class Length, class Element>
struct length_prefixed_codec {
  static_assert(is_codec<Length>() && std::unsigned_integral<symbol_t<Length>>,
                "length_prefixed: the first argument must be a codec of an unsigned integer");
  static_assert(is_codec<Element>(), "length_prefixed: the second argument must be a codec");
  using symbol_type = std::vector<symbol_t<Element>>;

  Length length;
  Element element;
  std::size_t limit;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    if (x.size() > limit) throw domain_error("length_prefixed: the sequence is longer than the limit");
    const auto size = detail::number_as<symbol_t<Length>>(
        x.size(), "length_prefixed: the sequence is longer than a symbol of the length's codec can say");
    for (std::size_t i = x.size(); i-- > 0;) element.push(s, x[i]);
    length.push(s, size);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    const auto size = length.pop(s);
    if (size > limit) throw domain_error("length_prefixed: the sequence is longer than the limit");
    symbol_type x;
    for (std::size_t i = 0; i < size; ++i) x.push_back(element.pop(s));
    return x;
  }
};

template <class Length, class Element>
constexpr length_prefixed_codec<Length, Element> length_prefixed(Length length, Element element,
                                                                 std::size_t limit) {
  return {std::move(length), std::move(element), limit};
}

}  // namespace ansatz
