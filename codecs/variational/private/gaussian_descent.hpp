#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/gaussian.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variational/gaussian_inference.hpp>
#include <vector>

/// Gaussians for latents that are normal under the prior, by gradients from samples, in binary64 in a fixed order.
namespace ansatz {

/// log p(x | z) of one x, up to a constant, nats.
class latent_target {
 public:
  virtual ~latent_target() = default;
  virtual double value(const std::vector<double>& z) const = 0;
  virtual std::vector<double> slope(const std::vector<double>& z) const = 0;
};

/// A Gaussian for each latent.
struct gaussian_field {
  std::vector<double> means, logs;  // of widths
};

/// Where so many steps from the prior lead to.
gaussian_field descended(const latent_target& target, std::size_t latents, const gaussian_inference& how,
                         std::uint64_t seed);
/// One estimate of the gradient of the negative ELBO: in bits, by means, then by logarithms of widths.
std::vector<bits> estimated(const latent_target& target, const gaussian_field& at,
                            const gaussian_inference& how, std::uint64_t seed);

/// From and to the integers that latents on buckets within +-128 are coded with.
gaussian_field field_of(std::span<const gaussian_parameters> q);
std::vector<gaussian_parameters> on_buckets(const gaussian_field& q, const bucket_set& buckets);

}  // namespace ansatz
