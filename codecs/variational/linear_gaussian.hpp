#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/gaussian.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <ansatz/inference/gaussian_inference.hpp>
#include <vector>

namespace ansatz {

/// x = b + W z + noise, z and the noise normal, in numbers that a file holds; see spec.md.
struct linear_gaussian_parameters {
  static constexpr std::size_t most_latents = 64;
  static constexpr std::size_t most_weights = std::size_t{1} << 24;

  std::vector<std::int32_t> offsets;  ///< b, Q16, one a dimension
  std::vector<std::int32_t> weights;  ///< W, Q16, latent k's of all dimensions one after another
  std::uint32_t noise = 1 << 16;      ///< standard deviation, Q16, 1 to 2^24

  std::size_t dims() const { return offsets.size(); }
  std::size_t latents() const { return offsets.empty() ? 0 : weights.size() / offsets.size(); }
  friend bool operator==(const linear_gaussian_parameters&, const linear_gaussian_parameters&) = default;

  /// Throws `domain_error` where there are no dimensions, not 1 to 64 latents, more than 2^24 weights,
  /// weights that are no whole columns, or a number beyond 2^24.
  void check() const;
};

/// Gaussian latents whose posterior is Gaussian: coordinate ascent is conjugate, and exact where the
/// columns of W are orthogonal. x is the numbers of buckets, z those of 2^latent_bits buckets of equal mass
/// under the prior.
class linear_gaussian {
 public:
  /// Throws `domain_error` as `check` does, and where latent_bits is not 1 to 16.
  linear_gaussian(linear_gaussian_parameters parameters, bucket_set x_buckets, unsigned latent_bits);

  std::size_t dims() const;
  std::size_t latents() const;
  const bucket_set& x_buckets() const { return x_buckets_; }
  const bucket_set& z_buckets() const { return z_buckets_; }

  /// p(x_d | z) of each dimension.
  std::vector<gaussian_parameters> likelihood(std::span<const std::uint32_t> z) const;
  /// q(z_k | x) after so many sweeps of coordinate ascent, at most 2^16, from the prior: in binary64, + - * / and
  /// sqrt in a fixed order. Or by gradients from samples.
  std::vector<gaussian_parameters> posterior(std::span<const std::uint32_t> x, unsigned sweeps) const;
  std::vector<gaussian_parameters> posterior(std::span<const std::uint32_t> x,
                                             const gaussian_inference& how) const;

  /// -log2 p(x), and the negative ELBO of a posterior, of densities times the buckets' widths: what a rate is
  /// compared with. For even buckets.
  bits information(std::span<const std::uint32_t> x) const;
  bits negative_elbo(std::span<const std::uint32_t> x, std::span<const gaussian_parameters> q) const;

 private:
  struct tables;
  class likelihood_of_latents;
  std::shared_ptr<const tables> tables_;
  bucket_set x_buckets_, z_buckets_;
};

/// Vectors of bucket numbers under a linear Gaussian model by bits back over its latents, found by so many sweeps or
/// as a `gaussian_inference` says. Labels:
/// `posterior`, `numbers`, `latents`. Link `ansatz::variational`.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Rate: on average the negative ELBO; -log2 p(x), whatever is popped, where the columns are orthogonal and
/// one sweep is done, within what buckets lose.
template <class How>
auto linear_gaussian_codec(const linear_gaussian& model, const How& how, unsigned precision = 30) {
  const auto numbers = [precision](const bucket_set& buckets, std::vector<gaussian_parameters> parameters) {
    const auto shared = std::make_shared<const std::vector<gaussian_parameters>>(std::move(parameters));
    return array(shared->size(), [buckets, shared, precision](std::size_t i) {
      return floored_gaussian(buckets, (*shared)[i], precision);
    });
  };
  return bits_back(
      labelled("latents", repeat(model.latents(), uniform(model.z_buckets().count()))),
      [model, numbers](const std::vector<std::uint32_t>& z) {
        return labelled("numbers", numbers(model.x_buckets(), model.likelihood(z)));
      },
      [model, numbers, how](const std::vector<std::uint32_t>& x) {
        return labelled("posterior", numbers(model.z_buckets(), model.posterior(x, how)));
      });
}

}  // namespace ansatz
