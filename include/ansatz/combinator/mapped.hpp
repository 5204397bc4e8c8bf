#pragma once
#include <ansatz/codec.hpp>
#include <functional>
#include <type_traits>
#include <utility>

namespace ansatz {

/// A codec seen through a bijection: symbols y = forward(x), with x = backward(y) coded by the inner codec.
///
/// Does push pop? Where its codec's push does. Does pop push? Where its codec's pop does.
///
/// Rate: the inner codec's. Requires backward(forward(x)) == x and forward(backward(y)) == y for all x and y
/// coded; a map that is no bijection breaks one law or the other.
template <class Codec, class Forward, class Backward>
struct mapped_codec {
  static_assert(is_codec<Codec>(), "mapped: the first argument must be a codec");
  static_assert(std::invocable<const Forward&, symbol_t<Codec>>,
                "mapped: forward must take the inner codec's symbol");
  using symbol_type = std::remove_cvref_t<std::invoke_result_t<const Forward&, symbol_t<Codec>>>;
  static_assert(std::is_invocable_r_v<symbol_t<Codec>, const Backward&, const symbol_type&>,
                "mapped: backward must take what forward gives, back to the inner codec's symbol");

  Codec inner;
  Forward forward;
  Backward backward;

  template <class S>
  constexpr void push(S& s, const symbol_type& y) const {
    inner.push(s, backward(y));
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    return forward(inner.pop(s));
  }
};

template <class Codec, class Forward, class Backward>
constexpr mapped_codec<Codec, Forward, Backward> mapped(Codec inner, Forward forward, Backward backward) {
  return {std::move(inner), std::move(forward), std::move(backward)};
}

}  // namespace ansatz
