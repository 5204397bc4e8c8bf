#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/model.hpp>
#include <utility>

namespace ansatz {

/// The codec of a model: a push narrows the stack to the symbol's interval, a pop asks which interval holds
/// the stack.
///
/// Rate: log2(total / freq(x)). Pushing a symbol of frequency 0 throws `domain_error`.
template <class Model>
struct modelled_codec {
  static_assert(model<Model>, "modelled: the argument must be a model (total, interval_of, find)");
  using symbol_type = typename Model::symbol_type;

  Model distribution;

  /// Inline, so that a stack may save what the compiler knows of the model: the division by a frequency that
  /// is a constant.
  template <class S>
  [[gnu::always_inline]] constexpr void push(S& s, const symbol_type& x) const {
    s.push(distribution.interval_of(x), distribution.total());
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    return s.pop(distribution.total(), [&](std::uint32_t cell) { return distribution.find(cell); });
  }
};

template <class Model>
constexpr modelled_codec<Model> modelled(Model distribution) {
  return {std::move(distribution)};
}

}  // namespace ansatz
