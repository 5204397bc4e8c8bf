#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {

namespace detail {

/// The same step so many times, as a list.
template <class Step>
struct same_step {
  std::size_t count;
  Step step;
  std::size_t size() const { return count; }
  const Step& operator[](std::size_t) const { return step; }
};

}  // namespace detail

/// A sequence x_0, ..., x_n in which each element is coded given the one before it: x_0 by the first codec,
/// x_i by the codec that step i - 1 gives for x_(i-1). All elements are of one type.
///
/// Does push pop? Where a part's push does. Does pop push? Where a part's pop does.
///
/// Rate: -log2 p(x_0) - sum_i log2 p(x_i | x_(i-1)). Popped in that order. Pushing a sequence of another
/// length throws `domain_error`.
template <class First, class Steps>
struct markov_chain_codec {
  using step_type = std::remove_cvref_t<decltype(std::declval<const Steps&>()[0])>;
  static_assert(is_codec<First>(), "markov_chain: the first argument must be a codec");
  static_assert(is_family<step_type, symbol_t<First>>(),
                "markov_chain: a step must give a codec for an element");
  static_assert(std::same_as<symbol_t<member_t<step_type, symbol_t<First>>>, symbol_t<First>>,
                "markov_chain: a step must lead to an element of the same type");
  using symbol_type = std::vector<symbol_t<First>>;

  First first;
  Steps steps;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != steps.size() + 1)
      throw domain_error("markov_chain: the symbol's length is not the codec's");
    for (std::size_t i = steps.size(); i > 0; --i) steps[i - 1](x[i - 1]).push(s, x[i]);
    first.push(s, x[0]);
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type x;
    if (steps.size() >= x.max_size()) throw domain_error("markov_chain: more elements than there can be");
    x.reserve(steps.size() + 1);
    x.push_back(first.pop(s));
    for (std::size_t i = 0; i < steps.size(); ++i) x.push_back(steps[i](x.back()).pop(s));
    return x;
  }
};

template <class First, class Step>
markov_chain_codec<First, std::vector<Step>> markov_chain(First first, std::vector<Step> steps) {
  return {std::move(first), std::move(steps)};
}

/// A homogeneous chain: n elements, each but the first by the same step. n = 0 throws `domain_error`.
template <class First, class Step>
markov_chain_codec<First, detail::same_step<Step>> markov_chain(First first, std::size_t n, Step step) {
  if (n == 0) throw domain_error("markov_chain: at least one element");
  return {std::move(first), {n - 1, std::move(step)}};
}

}  // namespace ansatz
