#pragma once
#include <torch/torch.h>

#include <cstdint>

namespace ansatz::training {

/// The network of a plane: three dense layers, between them what is positive, 32 at most; see adaptive_pixels/spec.md.
class level_module : public torch::nn::Module {
 public:
  level_module(std::int64_t inputs, std::int64_t hidden);

  /// Bits that levels cost, of {n, inputs} and {n, 3} as `views` has them: {n}.
  torch::Tensor forward(const torch::Tensor& inputs, const torch::Tensor& targets);

 private:
  torch::nn::Linear layer1_, layer2_, layer3_;
};

}  // namespace ansatz::training
