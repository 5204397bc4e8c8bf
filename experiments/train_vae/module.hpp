#pragma once
#include <torch/torch.h>

#include <bb_ans/vae.hpp>
#include <cstdint>
#include <string>
#include <training/objective.hpp>

namespace ansatz::training {

/// What a VAE is, but its weights.
struct vae_shape {
  likelihood observation = likelihood::bernoulli;
  std::int64_t pixels = 784, hidden = 100, latents = 40;

  bool binary() const { return observation == likelihood::bernoulli; }
  std::string describe() const;
};

/// The VAE of codecs/bb_ans as a module that learns; its parameters bear the names that `vae` reads.
class vae_module : public objective {
 public:
  explicit vae_module(const vae_shape& shape);

  elbo_parts forward(const torch::Tensor& images) override;

 private:
  vae_shape shape_;
  torch::nn::Linear fc1, fc21, fc22, fc3, fc4;
};

}  // namespace ansatz::training
