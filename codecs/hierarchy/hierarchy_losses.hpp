#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/net/safetensors.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// Where the rate of images through a hierarchy leaves its ideal; total bits of all images.
struct hierarchy_losses {
  bits ideal;        ///< -ELBO of the model as trained: real numbers, continuous latents
  bits bucketing;    ///< what latents on buckets add, whose representatives networks see
  bits fixed_point;  ///< what networks and models in integers add

  bits expected() const { return ideal + bucketing + fixed_point; }
};

/// Each step from the ideal to the coded rate on the same draws of the latents, one an image: what differs
/// between two steps is then their own difference and little noise. The ideal itself is an estimate, as any
/// coding is one. Throws `domain_error` for images that are not of the model's size or kind.
hierarchy_losses losses_of(const safetensors& weights, std::span<const std::uint8_t> images,
                           std::uint64_t seed = 0);

}  // namespace ansatz
