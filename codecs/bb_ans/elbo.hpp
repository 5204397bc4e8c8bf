#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/vae.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// The ideal rate of bb_ans: -ELBO of the model as trained, in binary64, nothing discretised, with the
/// latents sampled (once an image, z = mu + sigma eps, from a generator seeded by `seed`) and KL(q || p) in
/// closed form. Total bits of all the images, which follow one another in `images`. Throws `domain_error` for
/// images that are not of the model's size or kind.
bits negative_elbo(const safetensors& model, std::span<const std::uint8_t> images, std::uint64_t seed = 0);

/// -ELBO of the model as it codes, with posteriors refined as `how` says: Gaussians that are not on buckets, so
/// many samples of the latents an image. Else as above.
bits negative_elbo(const vae& net, std::span<const std::uint8_t> images, vae_refinement how,
                   std::uint32_t samples, std::uint64_t seed = 0);

}  // namespace ansatz
