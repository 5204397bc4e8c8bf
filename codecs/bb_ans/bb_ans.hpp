#pragma once
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/model/beta_binomial.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <bb_ans/vae.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// Bits back with a variational autoencoder (Townsend, Bird, Barber 2019, arXiv:1901.04866); see spec.md.
namespace ansatz {

/// How finely a bb_ans codec computes. In the file, since both sides must agree.
struct bb_ans_precision {
  unsigned latent = 10;     ///< bits of a latent's index: 2^latent buckets of equal mass under the prior
  unsigned posterior = 24;  ///< bits of the posterior's total
  unsigned pixel = 24;      ///< bits of a pixel's total
};

namespace detail {

/// p(x | z) from Bernoulli logits, one a pixel.
struct bernoulli_pixels {
  std::vector<std::int32_t> logits;
  unsigned bits;

  auto operator()(std::size_t i) const { return modelled(bernoulli_model::from_logit(logits[i], bits)); }
};

/// p(x | z) from the logarithms of alpha and beta: for each image all alphas, then all betas.
struct beta_binomial_pixels {
  std::vector<std::int32_t> logarithms;
  std::size_t pixels;
  unsigned bits;

  auto operator()(std::size_t i) const {
    const std::size_t alpha = i / pixels * 2 * pixels + i % pixels;
    return mapped(
        modelled(beta_binomial_model{255, logarithms[alpha], logarithms[alpha + pixels], bits}),
        [](std::uint32_t x) { return static_cast<std::uint8_t>(x); },
        [](std::uint8_t x) { return std::uint32_t{x}; });
  }
};

/// `pixels(p)` gives the family of pixel codecs for the outputs p of the generative network.
template <class Pixels>
auto bb_ans(const vae& net, const gaussian_buckets& buckets, std::size_t images, bb_ans_precision precision,
            Pixels pixels) {
  const std::size_t latents = images * net.latents();
  return bits_back(
      labelled("prior", repeat(latents, uniform(std::uint32_t{1} << precision.latent))),
      [=, &buckets](const std::vector<std::uint32_t>& z) {
        std::vector<std::int32_t> values(latents), p(images * net.outputs());
        for (std::size_t k = 0; k < latents; ++k) values[k] = buckets.representative(z[k]);
        net.generate(values, p);
        return labelled("likelihood", array(images * net.pixels(), pixels(std::move(p))));
      },
      [=, &buckets](const std::vector<std::uint8_t>& x) {
        std::vector<gaussian_parameters> q(latents);
        net.infer(x, q);
        return labelled("posterior", array(latents, [q = std::move(q), &buckets, precision](std::size_t k) {
                          return modelled(gaussian_model{buckets, q[k], precision.posterior});
                        }));
      });
}

}  // namespace detail

/// A block of images by a VAE whose pixels are Bernoulli: symbols are images * pixels values 0 or 1, one
/// image after another. `buckets` are the latents' (2^precision.latent of them) and must outlive the codec.
inline auto bb_ans_bernoulli(const vae& net, const gaussian_buckets& buckets, std::size_t images,
                             bb_ans_precision precision) {
  return detail::bb_ans(net, buckets, images, precision, [precision](std::vector<std::int32_t> logits) {
    return detail::bernoulli_pixels{std::move(logits), precision.pixel};
  });
}

/// The same with pixels 0..255, beta-binomial.
inline auto bb_ans_beta_binomial(const vae& net, const gaussian_buckets& buckets, std::size_t images,
                                 bb_ans_precision precision) {
  return detail::bb_ans(net, buckets, images, precision, [=](std::vector<std::int32_t> logarithms) {
    return detail::beta_binomial_pixels{std::move(logarithms), net.pixels(), precision.pixel};
  });
}

}  // namespace ansatz
