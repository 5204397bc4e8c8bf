#include "module.hpp"

#include "loss.hpp"

namespace ansatz::training {

using torch::Tensor;

std::string vae_shape::describe() const {
  return (binary() ? "bernoulli " : "beta_binomial ") + std::to_string(pixels) + "-" +
         std::to_string(hidden) + "-" + std::to_string(latents);
}

vae_module::vae_module(const vae_shape& s)
    : shape_{s},
      fc1{register_module("fc1", torch::nn::Linear(s.pixels, s.hidden))},
      fc21{register_module("fc21", torch::nn::Linear(s.hidden, s.latents))},
      fc22{register_module("fc22", torch::nn::Linear(s.hidden, s.latents))},
      fc3{register_module("fc3", torch::nn::Linear(s.latents, s.hidden))},
      fc4{register_module("fc4", torch::nn::Linear(s.hidden, s.binary() ? s.pixels : 2 * s.pixels))} {}

elbo_parts vae_module::forward(const Tensor& images) {
  const Tensor x = images.flatten(1), h = torch::relu(fc1(shape_.binary() ? x : x / 255));
  const Tensor mean = fc21(h), log_sigma = fc22(h);
  const Tensor p = fc4(torch::relu(fc3(mean + log_sigma.exp() * torch::randn_like(mean))));
  return {{shape_.binary() ? bernoulli_nats(x, p) : beta_binomial_nats(x, p)},
          {gaussian_divergence(mean, log_sigma)}};
}

}  // namespace ansatz::training
