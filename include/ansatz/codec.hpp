#pragma once
#include <concepts>
#include <functional>
#include <type_traits>

namespace ansatz {

/// The type of the values that a codec codes.
template <class C>
using symbol_t = typename std::remove_cvref_t<C>::symbol_type;

/// Names its symbol type; everything else depends on the stack.
template <class C>
concept codec = requires { typename symbol_t<C>; };

/// A pair push/pop on stacks of type S, each exactly undoing the other:
///   pop undoes push:  push(s, x); pop(s) gives x and the same s;
///   push undoes pop:  x = pop(s); push(s, x) gives the same s.
/// Codecs are immutable; one object may be shared between threads.
template <class C, class S>
concept codec_on = codec<C> && requires(const C& c, S& s, const symbol_t<C>& x) {
  { c.push(s, x) } -> std::same_as<void>;
  { c.pop(s) } -> std::same_as<symbol_t<C>>;
};

/// A callable from a value to the codec to use given that value: p(. | given).
template <class F, class Given>
concept codec_family =
    std::invocable<const F&, const Given&> && codec<std::invoke_result_t<const F&, const Given&>>;

/// The codec that a family gives for a value.
template <class F, class Given>
using member_t = std::remove_cvref_t<std::invoke_result_t<const F&, const Given&>>;

}  // namespace ansatz
