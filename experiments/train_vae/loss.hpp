#pragma once
#include <torch/torch.h>

namespace ansatz::training {

/// -log p(x) of Bernoulli pixels in nats, summed; x is 0 or 1.
torch::Tensor bernoulli_nats(const torch::Tensor& x, const torch::Tensor& logits);

/// -log p(x) of beta-binomial pixels on 0..255 in nats, summed; x holds the counts. `outputs` is, an image a
/// row, the logarithms of all alphas and then of all betas.
///
/// On a CPU the value and its gradient come from one loop over the pixels: the six log-gammas share the
/// logarithms of their Stirling series with the six digammas that are the derivative, and the compiler
/// vectorises all of it.
torch::Tensor beta_binomial_nats(const torch::Tensor& x, const torch::Tensor& outputs);

/// The same by LibTorch's own log-gamma and digamma: several times slower on a CPU, on any device.
torch::Tensor beta_binomial_nats_by_lgamma(const torch::Tensor& x, const torch::Tensor& outputs);

/// KL(N(mean, exp(log_sigma)^2) || N(0, 1)) in nats, summed.
torch::Tensor gaussian_divergence(const torch::Tensor& mean, const torch::Tensor& log_sigma);

}  // namespace ansatz::training
