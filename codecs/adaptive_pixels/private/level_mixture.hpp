#pragma once
#include <ansatz/model/pixel_mixture.hpp>
#include <array>
#include <cstddef>
#include <cstdint>

namespace ansatz::detail {

/// Levels, each from half below itself to half above: Q16.
inline const pixel_scale& scale_of_levels() {
  static const pixel_scale scale = [] {
    pixel_scale s;
    for (std::int32_t v = 0; v <= 256; ++v) s.edges[static_cast<std::size_t>(v)] = v * 65536 - 32768;
    return s;
  }();
  return scale;
}

/// Three logistic distributions of a level and a little of the uniform one. Means are Q16, inverse scales Q24,
/// weights Q30 that sum to 2^30.
struct level_mixture {
  static constexpr std::size_t count = 3;
  std::array<logistic_parameters, count> parts{};
  std::array<std::uint32_t, count + 1> weights{};

  /// P of all levels below this one, Q32. Monotone.
  std::uint64_t below(std::int32_t level) const {
    std::uint64_t sum = static_cast<std::uint64_t>(level) * weights[count] << 24;
    for (std::size_t k = 0; k < count; ++k)
      sum +=
          cdf_at<logistic_shape>(level * 65536 - 32768, parts[k].mean, parts[k].inverse_scale) * weights[k];
    return sum >> 30;
  }
  /// In 1/256 of a level.
  std::int32_t mean() const {
    std::int64_t sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += std::int64_t{parts[k].mean} * weights[k];
    return static_cast<std::int32_t>(sum >> 38);
  }
  /// The harmonic mean of scales, in 1/256 of a level, at least 1.
  std::int32_t scale() const {
    std::uint64_t inverse = 0;
    for (std::size_t k = 0; k < count; ++k)
      inverse += std::uint64_t{parts[k].inverse_scale} * weights[k] >> 8;
    return static_cast<std::int32_t>((std::uint64_t{1} << 54) / inverse) + 1;
  }
  pixel_mixture_model model(unsigned bits) const { return {scale_of_levels(), parts, weights, bits}; }
};

}  // namespace ansatz::detail
