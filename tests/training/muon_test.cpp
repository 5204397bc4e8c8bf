#include <gtest/gtest.h>

#include <training/muon.hpp>

namespace ansatz::training {
namespace {

using torch::Tensor;

/// Singular values over three orders of magnitude come near 1, and the directions stay.
TEST(muon, makes_the_directions_of_a_matrix_as_long_as_each_other) {
  torch::manual_seed(5);
  const Tensor u = std::get<0>(torch::linalg_qr(torch::randn({8, 8}))),
               v = std::get<0>(torch::linalg_qr(torch::randn({20, 8})));
  const Tensor s = torch::logspace(0, -2, 8);
  const Tensor wide = torch::mm(u * s, v.t());
  for (const bool tall : {false, true}) {
    const Tensor x = orthogonalised(tall ? wide.t() : wide);
    const Tensor by_direction = torch::mm(torch::mm(u.t(), tall ? x.t() : x), v);
    const Tensor on = by_direction.diagonal();
    EXPECT_GT(on.min().item<double>(), 0.6) << tall;
    EXPECT_LT(on.max().item<double>(), 1.3) << tall;
    EXPECT_LT((by_direction - torch::diag(on)).abs().max().item<double>(), 1e-4) << tall;
  }
}

/// A step has the root mean square that Adam's have, whatever the gradient's size, and weights decay.
TEST(muon, steps_as_far_as_adam) {
  torch::manual_seed(6);
  for (const double size : {1e-6, 1e3}) {
    Tensor w = torch::zeros({16, 4, 3, 3});
    w.mutable_grad() = size * torch::randn({16, 4, 3, 3});
    muon m{{w}, 0};
    m.step(0.01);
    const double far = w.square().mean().sqrt().item<double>();
    EXPECT_GT(far, 0.01 * 0.15) << size;
    EXPECT_LT(far, 0.01 * 0.25) << size;
  }
  Tensor w = torch::ones({2, 2}), still = torch::ones({2, 2});
  w.mutable_grad() = torch::zeros({2, 2});
  muon m{{w, still}, 0.5};
  m.step(0.1);
  EXPECT_NEAR(w.mean().item<double>(), 0.95, 1e-6);
  EXPECT_EQ(still.mean().item<double>(), 1);  // no gradient, no step
}

/// A stretched bowl: down along all axes at once, where steps along the gradient alone would wait on the flattest one.
TEST(muon, descends) {
  torch::manual_seed(7);
  const Tensor to = torch::randn({6, 6}), stretch = torch::logspace(0, -1.5, 6).unsqueeze(1);
  Tensor w = torch::zeros({6, 6}, torch::requires_grad());
  muon m{{w}, 0};
  for (int i = 0; i < 400; ++i) {
    w.mutable_grad() = Tensor{};
    ((w - to) * stretch).square().sum().backward();
    m.step(0.1 * (1 - i / 400.0));
  }
  EXPECT_LT((w - to).abs().max().item<double>(), 0.2);
}

}  // namespace
}  // namespace ansatz::training
