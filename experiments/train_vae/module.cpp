#include "module.hpp"

#include "loss.hpp"

namespace ansatz::training {

using torch::Tensor;

vae_module::vae_module(const architecture& a)
    : shape_{a},
      fc1{register_module("fc1", torch::nn::Linear(a.pixels, a.hidden))},
      fc21{register_module("fc21", torch::nn::Linear(a.hidden, a.latents))},
      fc22{register_module("fc22", torch::nn::Linear(a.hidden, a.latents))},
      fc3{register_module("fc3", torch::nn::Linear(a.latents, a.hidden))},
      fc4{register_module(
          "fc4",
          torch::nn::Linear(a.hidden, a.observation == likelihood::bernoulli ? a.pixels : 2 * a.pixels))} {}

Tensor vae_module::negative_elbo(const Tensor& pixels, const Tensor& noise) {
  const bool binary = shape_.observation == likelihood::bernoulli;
  const Tensor h = torch::relu(fc1(binary ? pixels : pixels / 255));
  const Tensor mean = fc21(h), log_sigma = fc22(h);
  const Tensor p = fc4(torch::relu(fc3(mean + log_sigma.exp() * noise)));
  return gaussian_divergence(mean, log_sigma) +
         (binary ? bernoulli_nats(pixels, p) : beta_binomial_nats(pixels, p));
}

}  // namespace ansatz::training
