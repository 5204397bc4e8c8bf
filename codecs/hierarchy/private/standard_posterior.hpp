#pragma once
#include <algorithm>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/model/softmax.hpp>
#include <cstdint>

namespace ansatz::hierarchies {

/// N(mean_q, e^(2 log_scale_q)) in units of N(mean_p, e^(2 log_scale_p)), all Q16: mean (mu_q - mu_p) / s_p in Q24, rounded
/// down and within the models' +-128, and scale s_q / s_p.
inline gaussian_parameters standard_posterior(std::int32_t mean_q, std::int32_t log_scale_q,
                                              std::int32_t mean_p, std::int32_t log_scale_p) {
  const auto inverse = static_cast<std::int64_t>(exponential(-log_scale_p, 24));
  const std::int64_t mean = (std::int64_t{mean_q} - mean_p) * inverse >> 16, most = std::int64_t{1} << 30;
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(mean, -most, most)),
          static_cast<std::uint32_t>(
              std::clamp<std::uint64_t>(exponential(log_scale_p - log_scale_q, 16), 1, 1u << 30))};
}

/// The value of a bucket's representative, Q24, in units of N(mean_p, e^(2 log_scale_p)), Q16.
inline std::int32_t from_standard(std::int64_t standard, std::int32_t mean_p, std::int32_t log_scale_p) {
  const auto scale = static_cast<std::int64_t>(exponential(log_scale_p, 16));
  return static_cast<std::int32_t>(mean_p + (standard * scale >> 24));
}

}  // namespace ansatz::hierarchies
