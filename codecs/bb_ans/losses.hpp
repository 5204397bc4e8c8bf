#pragma once
#include <ansatz/archive/coder.hpp>
#include <ansatz/net/safetensors.hpp>
#include <bb_ans/bb_ans.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// Each step from the ideal to the coded rate (networks in fixed point, latents on buckets, integer
/// frequencies), one at a time, on the same draws of the latents: what differs between two steps is then
/// their own difference and little noise. Throws `domain_error` for images that are not of the model's kind.
rate_losses losses_of(const safetensors& model, const vae& net, std::span<const std::uint8_t> images,
                      bb_ans_precision precision, std::uint64_t seed = 0);

}  // namespace ansatz
