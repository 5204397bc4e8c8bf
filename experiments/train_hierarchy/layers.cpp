#include "layers.hpp"

#include <cmath>
#include <string>

namespace ansatz::training {
namespace {

using torch::nn::Conv2d;

/// He's initialisation, times `gain`, and no bias.
Conv2d convolution(std::int64_t inputs, std::int64_t outputs, std::int64_t kernel, double gain) {
  Conv2d c{torch::nn::Conv2dOptions(inputs, outputs, kernel).padding(kernel / 2)};
  const torch::NoGradGuard guard;
  c->weight.normal_(0, gain * std::sqrt(2.0 / static_cast<double>(inputs * kernel * kernel)));
  c->bias.zero_();
  return c;
}

}  // namespace

trunk::trunk(std::int64_t inputs, const trunk_size& size, std::int64_t outputs, double dropout)
    : dropout_{dropout},
      first_{register_module("first", convolution(inputs, size.width, 3, 1))},
      last_{register_module("last", convolution(size.width, outputs, 1, 0.3))} {
  // Blocks begin as almost nothing: a deep stack learns at once, without any normalisation.
  for (std::int64_t i = 0; i < size.blocks; ++i) {
    const std::string n = std::to_string(i);
    a_.push_back(register_module("a" + n, convolution(size.width, size.width, 3, 1)));
    b_.push_back(register_module("b" + n, convolution(size.width, size.width, 3, 0.2)));
  }
}

torch::Tensor trunk::forward(const torch::Tensor& x) {
  torch::Tensor h = first_(x);
  for (std::size_t i = 0; i < a_.size(); ++i) {
    torch::Tensor inner = torch::relu(a_[i](torch::relu(h)));
    if (dropout_ > 0) inner = torch::dropout(inner, dropout_, is_training());
    h = h + b_[i](inner);
  }
  return last_(torch::relu(h));
}

torch::Tensor places_of(const torch::Tensor& images, std::int64_t cell) {
  return torch::pixel_unshuffle(images.unsqueeze(1), cell);
}

}  // namespace ansatz::training
