#pragma once
#include <utility>

namespace ansatz {

/// A codec of symbols X from its two halves, `push(stack, x)` and `pop(stack) -> x`, callables that take any
/// stack: generic lambdas, say. Whether each undoes the other is for the laws to test.
///
/// Does push pop? Where its half does. Does pop push? Where its half does.
template <class X, class Push, class Pop>
struct codec_of_halves {
  using symbol_type = X;

  Push push_half;
  Pop pop_half;

  template <class S>
  constexpr void push(S& s, const X& x) const {
    push_half(s, x);
  }
  template <class S>
  constexpr X pop(S& s) const {
    return pop_half(s);
  }
};

template <class X, class Push, class Pop>
constexpr codec_of_halves<X, Push, Pop> codec_of(Push push, Pop pop) {
  return {std::move(push), std::move(pop)};
}

}  // namespace ansatz
