#pragma once
#include <ansatz/error.hpp>
#include <ansatz/model.hpp>
#include <ansatz/stack.hpp>
#include <concepts>
#include <cstdint>
#include <functional>
#include <type_traits>

namespace ansatz {

/// The type of the values that a codec codes.
template <class C>
using symbol_t = typename std::remove_cvref_t<C>::symbol_type;

/// Names its symbol type, and is no model: everything else depends on the stack.
template <class C>
concept codec = requires { typename symbol_t<C>; } && !model<std::remove_cvref_t<C>>;

/// A pair push/pop on stacks of type S, each exactly undoing the other:
///   pop undoes push:  push(s, x); pop(s) gives x and the same s;
///   push undoes pop:  x = pop(s); push(s, x) gives the same s.
/// Codecs are immutable; one object may be shared between threads.
template <class C, class S>
concept codec_on = codec<C> && stack<S> && requires(const C& c, S& s, const symbol_t<C>& x) {
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

namespace detail {

/// A length, a count or an index as the number of a codec's symbol. Throws `domain_error`, in the sentence
/// given, where the type cannot hold it; so it is asked for before anything is pushed. A bool holds 0 and 1.
template <std::unsigned_integral Number>
constexpr Number number_as(std::uint64_t n, const char* otherwise) {
  const auto number = static_cast<Number>(n);
  if (static_cast<std::uint64_t>(number) != n) throw domain_error(otherwise);
  return number;
}

}  // namespace detail

/// For the static_asserts of combinators: whether an argument is a codec. A model in its place is named as
/// what it is.
template <class C>
constexpr bool is_codec() {
  static_assert(!model<std::remove_cvref_t<C>>,
                "a model is given where a codec is needed; wrap the model: modelled(m)");
  return codec<C>;
}
/// The same for a callable that must give codecs of a value.
template <class F, class Given>
constexpr bool is_family() {
  if constexpr (std::invocable<const F&, const Given&>)
    return is_codec<std::invoke_result_t<const F&, const Given&>>();
  return codec_family<F, Given>;
}

}  // namespace ansatz
