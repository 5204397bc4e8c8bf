#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/bb_ans.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// Where the rate of bb_ans leaves its ideal; total bits of all the images.
struct rate_losses {
  bits ideal;        ///< -ELBO of the model as trained, as `negative_elbo` gives it
  bits fixed_point;  ///< what networks in fixed point add
  bits bucketing;    ///< what latents on buckets add
  bits intervals;    ///< what integer frequencies add

  bits expected() const { return ideal + fixed_point + bucketing + intervals; }
};

/// Each step from the ideal to the coded rate, one at a time, on the same draws of the latents: what differs
/// between two steps is then their own difference and little noise. Throws `domain_error` for images that are
/// not of the model's kind.
rate_losses losses_of(const safetensors& model, const vae& net, std::span<const std::uint8_t> images,
                      bb_ans_precision precision, std::uint64_t seed = 0);

}  // namespace ansatz
