#include "layers.hpp"

#include <cmath>
#include <string>

#include "half_steps.hpp"

namespace ansatz::training {
namespace {

using torch::Tensor;
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

Tensor rounded(const Tensor& x, double unit) { return x + ((x * unit).round() / unit - x).detach(); }

trunk::trunk(std::int64_t inputs, const trunk_size& size, std::int64_t outputs, const kind& k)
    : kind_{k},
      first_{register_module("first", convolution(inputs, size.width, k.first, 1))},
      last_{register_module("last", convolution(size.width, outputs, 1, 0.3))} {
  // Blocks begin as almost nothing: a deep stack learns at once, without any normalisation.
  for (std::int64_t i = 0; i < size.blocks; ++i) {
    const std::string n = std::to_string(i);
    a_.push_back(register_module("a" + n, convolution(size.width, size.width, 3, 1)));
    b_.push_back(register_module("b" + n, convolution(size.width, size.width, 3, 0.2)));
  }
}

Tensor trunk::rectified(const Tensor& x) const {
  if (!kind_.shorts) return torch::relu(x);
  const Tensor y = training::bounded(x);
  return kind_.rounded && !halves() ? rounded(y, short_numbers::unit) : y;
}

Tensor trunk::applied(Conv2d& c, const Tensor& x) const {
  if (halves()) {
    const auto half = [](const Tensor& t) { return t.to(torch::kBFloat16); };
    const Tensor w = half(c->weight).contiguous(torch::MemoryFormat::ChannelsLast);
    return torch::conv2d(half(x), w, half(c->bias), 1, c->weight.size(2) / 2);
  }
  if (!kind_.rounded) return c(x);
  const std::int64_t beside = c->weight.size(2) / 2;
  return torch::conv2d(x, rounded(c->weight, short_numbers::weight_unit), c->bias, 1, beside);
}

Tensor trunk::bounded(const Tensor& x) const {
  Tensor in = x;
  if (kind_.shorts) in = in.clamp(-short_numbers::most, short_numbers::most);
  if (kind_.rounded) in = rounded(in, short_numbers::unit);
  // As they lie in memory, so are they computed with.
  return halves() ? in.to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast) : in;
}

Tensor trunk::inner(const Tensor& x) {
  Tensor h = applied(first_, x);
  for (std::size_t i = 0; i < a_.size(); ++i) {
    Tensor inner = rectified(applied(a_[i], rectified(h)));
    if (kind_.dropout > 0) inner = torch::dropout(inner, kind_.dropout, is_training());
    h = h + applied(b_[i], inner);
  }
  return h;
}

void trunk::settle() {
  if (!kind_.shorts) return;
  const torch::NoGradGuard guard;
  const auto shrink = [](const Tensor& w, const Tensor& sums) {
    w.mul_((short_numbers::row / sums.sum({1, 2, 3}, true)).clamp_max(1));
    w.clamp_(-7.99, 7.99);
  };
  shrink(first_->weight, first_->weight.abs());
  const auto rectified = [&](const Tensor& w) {
    shrink(w, w.clamp_min(0));
    shrink(w, (-w).clamp_min(0));
  };
  for (std::size_t i = 0; i < a_.size(); ++i) rectified(a_[i]->weight), rectified(b_[i]->weight);
  rectified(last_->weight);
}

Tensor places_of(const Tensor& images, std::int64_t cell) {
  return torch::pixel_unshuffle(images.dim() == 3 ? images.unsqueeze(1) : images, cell);
}

}  // namespace ansatz::training
