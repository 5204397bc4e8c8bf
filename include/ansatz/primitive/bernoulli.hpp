#pragma once
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>

namespace ansatz {

using bernoulli_codec = modelled_codec<bernoulli_model>;

/// The codec of 0 and 1, `ones` of 2^bits for 1: see `bernoulli_model`. Rate: -log2(ones / 2^bits) for 1.
constexpr bernoulli_codec bernoulli(std::uint32_t ones, unsigned bits) { return {{ones, bits}}; }

/// The same with P(1) = logistic(logit), the logit Q16, both symbols possible.
constexpr bernoulli_codec bernoulli_logit(std::int32_t logit, unsigned bits) {
  return {bernoulli_model::from_logit(logit, bits)};
}

}  // namespace ansatz
