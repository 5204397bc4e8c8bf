#pragma once
#include <ansatz/model/beta_binomial.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>

namespace ansatz {

using beta_binomial_codec = modelled_codec<beta_binomial_model>;

/// The codec of the successes in n <= 255 trials whose probability is Beta(alpha, beta), every count
/// possible, with a total of 2^bits; the logarithms are Q16. See `beta_binomial_model`. Many at once:
/// `beta_binomial_array`.
inline beta_binomial_codec beta_binomial(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta,
                                         unsigned bits) {
  return {{n, log_alpha, log_beta, bits}};
}

}  // namespace ansatz
