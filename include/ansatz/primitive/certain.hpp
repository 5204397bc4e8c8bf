#pragma once
#include <ansatz/error.hpp>
#include <concepts>
#include <utility>

namespace ansatz {

/// The codec of one symbol, which is certain. It takes no bits and touches no stack; pushing another symbol
/// throws `domain_error`.
template <std::equality_comparable X>
struct certain_codec {
  using symbol_type = X;

  X only;

  template <class S>
  constexpr void push(S&, const X& x) const {
    if (!(x == only)) throw domain_error("certain: another symbol than the one that is certain");
  }
  template <class S>
  constexpr X pop(S&) const {
    return only;
  }
};

template <class X>
constexpr certain_codec<X> certain(X only) {
  return {std::move(only)};
}

}  // namespace ansatz
