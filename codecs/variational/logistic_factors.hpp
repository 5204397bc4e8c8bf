#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/primitive/gaussian.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <ansatz/inference/gaussian_inference.hpp>
#include <variational/joint_table.hpp>
#include <vector>

namespace ansatz {

/// Binary pixels with logits b + W z, z normal, in numbers that a file holds; see spec.md.
struct logistic_factors_parameters {
  static constexpr std::size_t most_latents = 64;
  static constexpr std::size_t most_weights = std::size_t{1} << 24;

  std::vector<std::int32_t> offsets;  ///< b, Q16, one a pixel
  std::vector<std::int32_t> weights;  ///< W, Q16, latent k's of all pixels one after another

  std::size_t dims() const { return offsets.size(); }
  std::size_t latents() const { return offsets.empty() ? 0 : weights.size() / offsets.size(); }
  friend bool operator==(const logistic_factors_parameters&, const logistic_factors_parameters&) = default;

  /// Throws `domain_error` where there are no pixels, not 1 to 64 latents, more than 2^24 weights, weights
  /// that are no whole columns, or a number beyond 256.
  void check() const;
};

/// A logistic model of binary pixels with Gaussian latents, whose numbers are those of 2^latent_bits
/// buckets of equal mass under the prior. Immutable; copies share its tables.
class logistic_factors {
 public:
  /// Throws `domain_error` as `check` does, and where latent_bits is not 1 to 16.
  logistic_factors(logistic_factors_parameters parameters, unsigned latent_bits);

  std::size_t dims() const;
  std::size_t latents() const;
  const bucket_set& buckets() const { return buckets_; }

  /// Of each pixel, Q16, within +-24; in integers.
  std::vector<std::int32_t> logits(std::span<const std::uint32_t> z) const;
  /// q(z_k | x), found from the prior as `how` says. In binary64 in a fixed order.
  std::vector<gaussian_parameters> posterior(std::span<const std::uint8_t> x,
                                             const gaussian_inference& how) const;
  /// One estimate of the gradient of the negative ELBO at q: in bits, by each latent's mean, then by the
  /// logarithm of each one's width.
  std::vector<bits> gradient(std::span<const std::uint8_t> x, std::span<const gaussian_parameters> q,
                             const gaussian_inference& how) const;

  /// -log2 p(x, z) for every z, latent 0's bucket the last bits, as the codec pays with totals of
  /// 2^precision: for few latents, as latents times bits must be 16 at most.
  joint_table joint(std::span<const std::uint8_t> x, unsigned precision = 30) const;

 private:
  struct tables;
  class likelihood;
  std::shared_ptr<const tables> tables_;
  bucket_set buckets_;
};

/// The mean of a joint table of buckets under q less q's entropy, in the masses that posteriors are coded
/// with: the negative ELBO of what is coded.
bits negative_elbo(const joint_table& joint, const bucket_set& buckets,
                   std::span<const gaussian_parameters> q, unsigned precision = 30);

/// Binary vectors under such a model by bits back over its latents. Labels: `posterior`, `pixels`,
/// `latents`. Link `ansatz::variational`.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Rate: on average the negative ELBO of what was found.
inline auto logistic_factors_codec(const logistic_factors& model, const gaussian_inference& how,
                                   unsigned precision = 30) {
  how.check();
  return bits_back(
      labelled("latents", repeat(model.latents(), uniform(model.buckets().count()))),
      [model, precision](const std::vector<std::uint32_t>& z) {
        const auto logits = std::make_shared<const std::vector<std::int32_t>>(model.logits(z));
        return labelled("pixels", array(logits->size(), [logits, precision](std::size_t d) {
                          return bernoulli_logit((*logits)[d], precision);
                        }));
      },
      [model, how, precision](const std::vector<std::uint8_t>& x) {
        const auto q = std::make_shared<const std::vector<gaussian_parameters>>(model.posterior(x, how));
        return labelled("posterior",
                        array(q->size(), [q, buckets = model.buckets(), precision](std::size_t k) {
                          return floored_gaussian(buckets, (*q)[k], precision);
                        }));
      });
}

}  // namespace ansatz
