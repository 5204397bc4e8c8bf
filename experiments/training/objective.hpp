#pragma once
#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ansatz::training {

/// -ELBO of a batch in nats, in parts, each summed over its images.
struct elbo_parts {
  std::vector<torch::Tensor> pixels;   ///< -log p(x_g | z, x_1..x_g-1), by group of pixels
  std::vector<torch::Tensor> latents;  ///< log q(z_l | ..) - log p(z_l | ..), or its mean, by level from z1

  torch::Tensor total() const { return torch::stack(pixels).sum() + torch::stack(latents).sum(); }
};

/// Where in a training a batch stands.
struct moment {
  std::int64_t images = 0;          ///< of the batch
  std::int64_t step = 0;            ///< batches before it
  std::int64_t steps_an_epoch = 0;  ///< batches
};

/// What a trainer trains: a module that says what images cost. Its parameters and buffers bear the names that the
/// coder reads.
class objective : public torch::nn::Module {
 public:
  /// Images {n, height, width}, or {n, 3, height, width} in colour, 0..255, or 0 and 1 where pixels are binary. One draw of the latents an image, by
  /// noise of LibTorch's own generator.
  virtual elbo_parts forward(const torch::Tensor& images) = 0;

  /// What is descended: the mean of an image in nats, where a module doesn't weigh its parts otherwise.
  virtual torch::Tensor loss(const elbo_parts& parts, const moment& at) const {
    return parts.total() / at.images;
  }

  /// After each step: what weights may not be is mended.
  virtual void settle() {}

  /// Multiply-adds to code an image: of dense layers each weight's.
  virtual std::int64_t multiply_adds() const {
    std::int64_t sum = 0;
    for (const torch::Tensor& t : parameters())
      if (t.dim() == 2) sum += t.numel();
    return sum;
  }
  /// What the coder needs beside the weights.
  virtual std::map<std::string, std::string> metadata() const { return {}; }
};

/// A sum whose value and slopes were computed in one pass, as a function of the numbers that the slopes are by.
inline torch::Tensor with_slopes(const torch::Tensor& value, const torch::Tensor& of,
                                 const torch::Tensor& slopes) {
  return value + ((of - of.detach()) * slopes).sum();
}

/// Makes modules that differ in their random weights alone.
using objective_maker = std::function<std::shared_ptr<objective>()>;

}  // namespace ansatz::training
