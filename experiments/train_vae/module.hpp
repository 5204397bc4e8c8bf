#pragma once
#include <torch/torch.h>

#include <bb_ans/vae.hpp>
#include <cstdint>

namespace ansatz::training {

/// What a VAE is, but its weights.
struct architecture {
  likelihood observation = likelihood::bernoulli;
  std::int64_t pixels = 784, hidden = 100, latents = 40;
};

/// The VAE of codecs/bb_ans as a module that learns; its parameters bear the names that `vae` reads.
class vae_module : public torch::nn::Module {
 public:
  explicit vae_module(const architecture& a);

  /// -ELBO of a batch in nats, summed: pixels 0..255 (0 and 1 for Bernoulli pixels), an image a row; one draw
  /// of the latents an image, mean + sigma * noise.
  torch::Tensor negative_elbo(const torch::Tensor& pixels, const torch::Tensor& noise);

 private:
  architecture shape_;
  torch::nn::Linear fc1, fc21, fc22, fc3, fc4;
};

}  // namespace ansatz::training
