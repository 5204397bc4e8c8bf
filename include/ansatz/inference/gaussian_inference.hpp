#pragma once
#include <cstdint>

namespace ansatz {

/// What the gradient of the negative ELBO in means and logarithms of widths is estimated by.
enum class gradient_estimator : std::uint8_t {
  reparameterised,  ///< z = mean + width * noise: slopes of the likelihood at samples
  score,            ///< values at samples alone, each less the mean of the others
  path,             ///< slopes of likelihood, prior and q at samples: no noise where q is the posterior
};

struct gaussian_inference {
  gradient_estimator estimator = gradient_estimator::reparameterised;
  std::uint32_t steps = 20;         ///< at most 2^16
  std::uint32_t samples = 8;        ///< a step, 2 to 256
  std::uint32_t rate = 1u << 14;    ///< of the first step, Q16, at most 1
  std::uint32_t halved_after = 64;  ///< steps; after t steps the rate is h / (h + t) of the first one
  bool paired = false;     ///< every other sample mirrors the one before: an even number, not for scores
  std::uint64_t seed = 0;  ///< of the noise, mixed with the datum
  friend bool operator==(const gaussian_inference&, const gaussian_inference&) = default;

  /// Throws `domain_error` where a number is out of range.
  void check() const;
};

}  // namespace ansatz
