#pragma once
#include <ansatz/codec.hpp>
#include <utility>

namespace ansatz {

/// A pair (x, y): x by the first codec, y by the codec that the family gives for x.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: -log2 p(x) - log2 p(y | x). Popped in that order; pushed y first.
template <class First, class Next>
struct dependent_codec {
  static_assert(is_codec<First>(), "dependent: the first argument must be a codec");
  static_assert(is_family<Next, symbol_t<First>>(),
                "dependent: next(x) must give a codec for a symbol x of the first codec");
  using symbol_type = std::pair<symbol_t<First>, symbol_t<member_t<Next, symbol_t<First>>>>;

  First first;
  Next next;

  template <class S>
  constexpr void push(S& s, const symbol_type& xy) const {
    next(xy.first).push(s, xy.second);
    first.push(s, xy.first);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    auto x = first.pop(s);
    auto y = next(x).pop(s);
    return {std::move(x), std::move(y)};
  }
};

template <class First, class Next>
constexpr dependent_codec<First, Next> dependent(First first, Next next) {
  return {std::move(first), std::move(next)};
}

}  // namespace ansatz
