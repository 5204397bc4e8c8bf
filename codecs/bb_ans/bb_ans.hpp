#pragma once
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/bernoulli_array.hpp>
#include <ansatz/model/beta_binomial_array.hpp>
#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/itemised.hpp>
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

/// p(x | z) from the logarithms of alpha and beta: for each image all alphas, then all betas.
inline beta_binomial_array beta_binomial_pixels(std::span<const std::int32_t> logarithms, std::size_t pixels,
                                                unsigned bits) {
  std::vector<std::int32_t> alphas, betas;
  for (std::size_t at = 0; at < logarithms.size(); at += 2 * pixels) {
    const auto image = logarithms.subspan(at, 2 * pixels);
    alphas.insert(alphas.end(), image.begin(), image.begin() + static_cast<std::ptrdiff_t>(pixels));
    betas.insert(betas.end(), image.begin() + static_cast<std::ptrdiff_t>(pixels), image.end());
  }
  return {255, std::move(alphas), std::move(betas), bits};
}

/// `pixels(p)` gives the models of the pixels for the outputs p of the generative network.
template <class Pixels>
auto bb_ans(const vae& net, const bucket_set& buckets, std::size_t images, bb_ans_precision precision,
            vae_refinement how, const Pixels& pixels) {
  if (precision.latent > 24 || buckets.count() != std::uint32_t{1} << precision.latent)
    throw domain_error("bb_ans: a latent must have 2^latent buckets, 24 bits at most");
  if (images > (std::size_t{1} << 40) / (net.outputs() + 2 * net.latents()))
    throw domain_error("bb_ans: too many images in a block");
  const std::size_t latents = images * net.latents();
  return bits_back(
      labelled("prior", repeat(latents, uniform(std::uint32_t{1} << precision.latent))),
      [=](const std::vector<std::uint32_t>& z) {
        std::vector<std::int32_t> values(latents), p(images * net.outputs());
        for (std::size_t k = 0; k < latents; ++k) values[k] = buckets.representative(z[k]);
        net.generate(values, p);
        return labelled("likelihood",
                        numbers_in_turn{array(images * net.pixels(), modelled_each(pixels(p)))});
      },
      [=](const std::vector<std::uint8_t>& x) {
        std::vector<gaussian_parameters> q(latents);
        net.infer(x, q, how);
        return labelled("posterior",
                        array(latents, modelled_each(gaussian_array{buckets, q, precision.posterior})));
      });
}

}  // namespace detail

/// A block of images by a VAE whose pixels are Bernoulli: symbols are images * pixels values 0 or 1, one
/// image after another. `buckets` are those of the latents, 2^precision.latent. Posteriors are refined as `how`
/// says.
inline auto bb_ans_bernoulli(const vae& net, const bucket_set& buckets, std::size_t images,
                             bb_ans_precision precision, vae_refinement how = {}) {
  return detail::bb_ans(net, buckets, images, precision, how,
                        [precision](const std::vector<std::int32_t>& logits) {
                          return bernoulli_array{logits, precision.pixel};
                        });
}

/// The same with pixels 0..255, beta-binomial.
inline auto bb_ans_beta_binomial(const vae& net, const bucket_set& buckets, std::size_t images,
                                 bb_ans_precision precision, vae_refinement how = {}) {
  return detail::bb_ans(net, buckets, images, precision, how,
                        [=](const std::vector<std::int32_t>& logarithms) {
                          return detail::beta_binomial_pixels(logarithms, net.pixels(), precision.pixel);
                        });
}

}  // namespace ansatz
