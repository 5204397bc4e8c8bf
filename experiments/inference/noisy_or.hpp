#pragma once
#include <ansatz/bits.hpp>
#include <common/results.hpp>
#include <common/round_trip.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variational/inference.hpp>
#include <variational/noisy_or.hpp>
#include <vector>

namespace ansatz::experiment {

using vectors = std::vector<std::vector<std::uint8_t>>;

/// A method after so many steps.
struct inference_setting {
  std::string name;
  inference how;
};

/// What vectors come to where their posteriors are found in one way.
struct inference_cost {
  trip coded;             ///< really coded and decoded
  bits elbo;              ///< -ELBO by the table
  double divergence = 0;  ///< KL(q || p(z | x)) by enumeration, bits
};

/// -log2 p(x) of all, in the order of the vectors.
std::vector<bits> informations(const noisy_or& model, const vectors& x, unsigned threads);
inference_cost cost_of(const noisy_or& model, const vectors& x, const inference& how, unsigned threads);

/// How much estimates of the gradient vary, by estimator and by where they are taken: mean over the first
/// vectors.
table gradient_variances(const noisy_or& model, const vectors& x, std::uint32_t samples);

}  // namespace ansatz::experiment
