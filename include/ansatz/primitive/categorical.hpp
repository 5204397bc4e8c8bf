#pragma once
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <concepts>
#include <initializer_list>

namespace ansatz {

using categorical_codec = modelled_codec<categorical_model>;

/// The codec of 0, ..., n - 1 by counts of any integer type, as they are: p(x) = counts[x] / sum. Rate: -log2
/// p(x). See `categorical_model::from_counts`.
template <whole_numbers Counts>
categorical_codec categorical(const Counts& counts) {
  return {categorical_model::from_counts(counts)};
}
template <std::integral I>
categorical_codec categorical(std::initializer_list<I> counts) {
  return {categorical_model::from_counts(counts)};
}

/// The same in proportion to weights, with a total of 2^bits: see `categorical_model::from_weights`.
template <whole_numbers Weights>
categorical_codec categorical(const Weights& weights, unsigned bits) {
  return {categorical_model::from_weights(weights, bits)};
}
template <std::integral I>
categorical_codec categorical(std::initializer_list<I> weights, unsigned bits) {
  return {categorical_model::from_weights(weights, bits)};
}

}  // namespace ansatz
