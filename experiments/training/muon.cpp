#include "muon.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ansatz::training {

using torch::Tensor;

Tensor orthogonalised(const Tensor& matrix) {
  // a s + b s^3 + c s^5, again and again, takes every s within (0, 1] to about 1; its slope at 0 is as steep as may be.
  constexpr double a = 3.4445, b = -4.7750, c = 2.0315;
  constexpr int steps = 5;
  const bool tall = matrix.size(0) > matrix.size(1);
  Tensor x = tall ? matrix.t() : matrix;
  x = x / (x.norm() + 1e-7);
  for (int i = 0; i < steps; ++i) {
    const Tensor square = torch::mm(x, x.t());
    x = a * x + torch::mm(b * square + c * torch::mm(square, square), x);
  }
  return tall ? x.t() : x;
}

void muon::step(double rate) {
  constexpr double memory = 0.95, adams = 0.2;  // Adam's steps have about this root mean square
  const torch::NoGradGuard guard;
  for (std::size_t i = 0; i < weights_.size(); ++i) {
    Tensor& w = weights_[i];
    if (!w.grad().defined()) continue;
    Tensor& m = momenta_[i];
    m.lerp_(w.grad(), 1 - memory);
    const Tensor ahead = w.grad().lerp(m, memory).flatten(1);  // Nesterov's
    const double longest = static_cast<double>(std::max(ahead.size(0), ahead.size(1)));
    if (decay_ != 0) w.mul_(1 - rate * decay_);
    w.sub_(orthogonalised(ahead).view_as(w), rate * adams * std::sqrt(longest));
  }
}

void muon::save(torch::serialize::OutputArchive& to) const {
  for (std::size_t i = 0; i < momenta_.size(); ++i) to.write(std::to_string(i), momenta_[i]);
}

void muon::load(torch::serialize::InputArchive& from) {
  for (std::size_t i = 0; i < momenta_.size(); ++i) from.read(std::to_string(i), momenta_[i]);
}

}  // namespace ansatz::training
