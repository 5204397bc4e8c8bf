#include <gtest/gtest.h>

#include <train_hierarchy/half_steps.hpp>

namespace ansatz::training {
namespace {

using torch::Tensor;

/// By the bits what LibTorch gives by value: of every number in bfloat16 that is not NaN, and in both layouts.
TEST(half_steps, bound_numbers_as_clamp_does) {
  Tensor all = torch::arange(-32768, 32768, torch::kInt16).view(torch::kBFloat16);
  all = torch::where(all.isnan(), torch::zeros_like(all), all).view({4, 16, 32, 32}).contiguous();
  for (const auto format : {torch::MemoryFormat::Contiguous, torch::MemoryFormat::ChannelsLast}) {
    Tensor x = all.clone(format).requires_grad_();
    const Tensor y = bounded(x), is = all.to(torch::kFloat32).clamp(0, 8);
    EXPECT_TRUE(torch::equal(y.to(torch::kFloat32), is));
    const Tensor slopes = torch::randn(all.sizes());
    (y.to(torch::kFloat32) * slopes).sum().backward();
    const Tensor given = slopes.to(torch::kBFloat16).to(torch::kFloat32);
    const Tensor passed =
        torch::where(is <= 0, given.clamp_max(0) / 64, torch::where(is >= 8, given.clamp_min(0), given));
    EXPECT_TRUE(torch::equal(x.grad(), passed.to(torch::kBFloat16)));
    Tensor real = all.to(torch::kFloat32).requires_grad_();
    const Tensor same = bounded(real);
    EXPECT_TRUE(torch::equal(same, is));
    (same * given).sum().backward();
    EXPECT_TRUE(torch::equal(real.grad(), passed));
  }
}

/// A unit that is 0 for all that it is shown comes back.
TEST(half_steps, revive_what_is_dead) {
  Tensor bias = torch::full({1}, -1.0, torch::kFloat32).requires_grad_();
  for (int i = 0; i < 1000; ++i) {
    const Tensor missed = (bounded(bias) - 2).square().sum();
    missed.backward();
    const torch::NoGradGuard guard;
    bias.sub_(bias.grad(), 0.1);
    bias.mutable_grad().zero_();
  }
  EXPECT_NEAR(bias.item<double>(), 2, 1e-3);
}

}  // namespace
}  // namespace ansatz::training
