#pragma once
#include <ansatz/model/gaussian.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace ansatz {

/// What a VAE says of a pixel given the latents.
enum class likelihood { bernoulli, beta_binomial };

/// How q(z | x) goes on from where the recognition network leaves it: by so many steps down the negative ELBO of
/// the image itself, on both sides; see spec.md.
struct vae_refinement {
  std::uint32_t steps = 0;    ///< at most 2^10
  std::uint32_t samples = 8;  ///< a step, an even number from 2 to 256; times steps at most 2^13

  /// Throws `domain_error` where a number is out of range.
  void check() const;
};

/// A variational autoencoder with one hidden layer each way, in exact arithmetic (see `network`); immutable.
///
/// Tensors `fc1`, `fc21` (mean), `fc22` (log sigma), `fc3`, `fc4`, each .weight and .bias, and where there is
/// a `bn1`, batch norms `bn1`, `bn21`, `bn22`, `bn3` after the layers of those numbers. fc4 gives one number
/// a pixel (a logit: pixels are 0 or 1) or two (log alpha of all pixels, then log beta: pixels are 0..255,
/// the network sees x / 255).
class vae {
 public:
  /// Throws `corrupt_error` for tensors that are missing, misshapen or not finite.
  explicit vae(const safetensors& file);

  std::size_t pixels() const;
  std::size_t latents() const;
  std::size_t outputs() const;  ///< of `generate`, an image
  likelihood observation() const;
  std::uint64_t fingerprint() const;  ///< of all integers that influence a bit

  /// q(z | x): images one after another to `latents()` Gaussians an image. Throws `domain_error` for pixels
  /// of 2 and more if they are Bernoulli.
  void infer(std::span<const std::uint8_t> x, std::span<gaussian_parameters> q) const;
  /// The same refined. Throws `domain_error` for a setting out of range.
  void infer(std::span<const std::uint8_t> x, std::span<gaussian_parameters> q, vae_refinement how) const;

  /// p(x | z): latents in Q24 to logits, or log alphas and then log betas, Q16.
  void generate(std::span<const std::int32_t> z, std::span<std::int32_t> p) const;

 private:
  struct state;
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
