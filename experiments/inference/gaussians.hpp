#pragma once
#include <common/command_line.hpp>
#include <common/results.hpp>
#include <cstdint>

namespace ansatz::experiment {

/// What is drawn, and by how many samples a step gradients are estimated.
struct gaussian_arguments {
  std::uint64_t draws = 0, seed = 0;
  std::uint32_t samples = 0;
};

/// Draws of linear Gaussian models, one with orthogonal columns and one with slanted ones, by more and more
/// sweeps and steps.
void linear_gaussians(const gaussian_arguments& a, const command_line& line, results& found);
/// Draws of a logistic model with two latents, by each estimator and more and more steps: all that buckets
/// cost is known by enumeration. And how much estimates of its gradient vary, side by side.
void logistic_gaussians(const gaussian_arguments& a, const command_line& line, results& found);

}  // namespace ansatz::experiment
