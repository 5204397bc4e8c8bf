#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/inference/gaussian_inference.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/gaussian.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Gaussians for latents that are normal under the prior, by gradients from samples, in binary64 in a fixed
/// order.
namespace ansatz {

/// log p(x | z) of one x, up to a constant, nats. What it gives decides bits: it must be the same on every
/// machine.
class latent_target {
 public:
  virtual ~latent_target() = default;
  /// The slopes by each latent, at several z one after another.
  virtual std::vector<double> slopes(std::span<const double> z) const = 0;
  /// At one z: for estimators by values alone. Throws `domain_error` unless overridden.
  virtual double value(std::span<const double>) const {
    throw domain_error("latent_target: slopes alone are known");
  }
};

/// A Gaussian for each latent.
struct gaussian_field {
  std::vector<double> means, logs;  ///< of widths
};

/// Where so many steps lead to: means within +-8, logarithms of widths from -8 to 1.
gaussian_field descended(const latent_target& target, gaussian_field from, const gaussian_inference& how,
                         std::uint64_t seed);
/// The same from the prior.
gaussian_field descended(const latent_target& target, std::size_t latents, const gaussian_inference& how,
                         std::uint64_t seed);
/// One estimate of the gradient of the negative ELBO: in bits, by means, then by logarithms of widths.
std::vector<bits> estimated(const latent_target& target, const gaussian_field& at,
                            const gaussian_inference& how, std::uint64_t seed);

/// From and to the integers that latents on buckets within +-128 are coded with. Throws `domain_error` for a
/// width of 0.
gaussian_field field_of(std::span<const gaussian_parameters> q);
std::vector<gaussian_parameters> on_buckets(const gaussian_field& q, const bucket_set& buckets);

}  // namespace ansatz
