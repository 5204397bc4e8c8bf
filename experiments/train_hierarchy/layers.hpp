#pragma once
#include <torch/torch.h>

#include <hierarchy/private/architecture.hpp>

namespace ansatz::training {

using namespace hierarchies;

/// The network that everything is made of, on the grid of cells: `first` 3x3; blocks x + b(relu(a(relu(x))))
/// of 3x3 convolutions; `last` 1x1 of relu(x). The borders are padded with zeros. Only additions, products
/// and relu: the coder computes the same in integers. While it trains, numbers after a block's second relu
/// are dropped at random.
class trunk : public torch::nn::Module {
 public:
  trunk(std::int64_t inputs, const trunk_size& size, std::int64_t outputs, double dropout = 0);
  torch::Tensor forward(const torch::Tensor& x);
  /// Of the output layer, to begin from.
  torch::Tensor bias() { return last_->bias; }

 private:
  double dropout_;
  torch::nn::Conv2d first_, last_;
  std::vector<torch::nn::Conv2d> a_, b_;
};

/// Space to depth: {n, height, width} to {n, cell * cell, height / cell, width / cell}.
torch::Tensor places_of(const torch::Tensor& images, std::int64_t cell);

}  // namespace ansatz::training
