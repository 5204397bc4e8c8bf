#pragma once
#include <cstdint>
#include <functional>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/hierarchy_coder.hpp>
#include <span>
#include <vector>

namespace ansatz {

/// Standard noise of the latents, level by level from z_1: logistic, or normal where levels are inferred from
/// the top down.
struct latent_noise {
  std::vector<std::vector<double>> levels;
};

/// What a coder pays for an image where it pops the latents that this noise gives.
using cost_at_noise = std::function<bits(const std::vector<std::uint8_t>& x, const latent_noise& noise)>;

/// Each step from the ideal to the coded rate on the same draws of the latents, one an image: what differs
/// between two steps is then their own difference and little noise. The ideal itself is an estimate, as any
/// coding is one. Images lie one after another. The steps: "buckets", what latents on buckets add, whose
/// representatives networks see; "integers", what networks and models in integers add.
rate_losses losses_of(const safetensors& weights, const hierarchy& model,
                      std::span<const std::uint8_t> images, std::uint64_t seed, const cost_at_noise& coded);

/// The ideal alone.
bits ideal_of(const safetensors& weights, const hierarchy& model, std::span<const std::uint8_t> images,
              std::uint64_t seed);

}  // namespace ansatz
