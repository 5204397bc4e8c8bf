#pragma once
#include <ansatz/bits.hpp>
#include <common/results.hpp>
#include <cstdint>
#include <inference/report.hpp>
#include <variational/inference.hpp>
#include <variational/noisy_or.hpp>
#include <vector>

namespace ansatz::experiment {

using vectors = std::vector<std::vector<std::uint8_t>>;

/// -log2 p(x) of all vectors.
bits information_of(const noisy_or& model, const vectors& x, unsigned threads);
/// What vectors come to where their posteriors are found in this way.
inference_cost cost_of(const noisy_or& model, const vectors& x, const inference& how, unsigned threads);

/// How much estimates of the gradient vary, by estimator and by where they are taken: mean over the first
/// vectors.
table gradient_variances(const noisy_or& model, const vectors& x, std::uint32_t samples);

}  // namespace ansatz::experiment
