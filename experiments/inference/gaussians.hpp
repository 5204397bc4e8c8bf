#pragma once
#include <common/results.hpp>
#include <cstdint>

namespace ansatz::experiment {

/// Draws of a linear Gaussian model with orthogonal columns and of one with slanted ones, by more and more sweeps and steps.
table linear_gaussians(std::uint64_t draws, std::uint32_t samples, std::uint64_t seed, unsigned threads);

/// Draws of a logistic model with two Gaussian latents, by both estimators and more and more steps: all that buckets
/// cost is known by enumeration.
table logistic_gaussians(std::uint64_t draws, std::uint32_t samples, std::uint64_t seed, unsigned threads);

/// How much estimates of that model's gradient vary, side by side.
table gaussian_variances(std::uint64_t draws, std::uint32_t samples);

}  // namespace ansatz::experiment
