#pragma once
#include <torch/torch.h>

#include <hierarchy/private/architecture.hpp>

namespace ansatz::training {

using namespace hierarchies;

/// The numbers that networks of colour carry: 16 bits, so that products have 32. Between layers they are 0 to 8.
struct short_numbers {
  static constexpr double unit = 1 << 10, most = 8;  ///< of what goes from layer to layer
  static constexpr double weight_unit = 1 << 12;
  static constexpr double row =
      60;  ///< what weights of an output may come to, of numbers above 0 those of either sign; 64 is what fits
};

/// As the coder rounds to multiples of 1 / unit, with the slope of what is not rounded.
torch::Tensor rounded(const torch::Tensor& x, double unit);

/// The network that everything is made of, on the grid of cells: `first` 3x3; blocks x + b(relu(a(relu(x))))
/// of 3x3 convolutions; `last` 1x1 of relu(x). The borders are padded with zeros. Only additions, products
/// and relu: the coder computes the same in integers. While it trains, numbers after a block's second relu
/// are dropped at random.
class trunk : public torch::nn::Module {
 public:
  struct kind {
    double dropout = 0;
    bool shorts = false;     ///< with `short_numbers`
    bool rounded = false;    ///< as they will be
    bool half = false;       ///< products in bfloat16 while it trains: to begin with
    std::int64_t first = 3;  ///< the size of its first convolution
  };

  trunk(std::int64_t inputs, const trunk_size& size, std::int64_t outputs, const kind& k);
  torch::Tensor forward(const torch::Tensor& x) { return of_bounded(bounded(x)); }
  /// The same of numbers that are bounded and, where it is computed so, in bfloat16, channels side by side.
  torch::Tensor of_bounded(const torch::Tensor& x) {
    return applied(last_, rectified(inner(x))).to(torch::kFloat32);
  }
  /// Outputs as they go on to other networks: 0 to `most`, and not widened.
  torch::Tensor told(const torch::Tensor& x) {
    return rectified(applied(last_, rectified(inner(bounded(x)))));
  }
  /// What a network is given, as `of_bounded` takes it.
  torch::Tensor bounded(const torch::Tensor& x) const;
  /// Scales the weights of an output that are too large for 32 bits.
  void settle();
  /// Of the output layer, to begin from.
  torch::Tensor bias() { return last_->bias; }

 private:
  torch::Tensor inner(const torch::Tensor& x);
  torch::Tensor rectified(const torch::Tensor& x) const;
  torch::Tensor applied(torch::nn::Conv2d& c, const torch::Tensor& x) const;
  bool halves() const { return kind_.half && is_training(); }

  kind kind_;
  torch::nn::Conv2d first_, last_;
  std::vector<torch::nn::Conv2d> a_, b_;
};

/// Space to depth: {n, height, width} to {n, cell * cell, height / cell, width / cell}; of several channels, each
/// channel's places side by side.
torch::Tensor places_of(const torch::Tensor& images, std::int64_t cell);

}  // namespace ansatz::training
