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
    const Tensor y = bounded_half(x), is = all.to(torch::kFloat32).clamp(0, 8);
    EXPECT_TRUE(torch::equal(y.to(torch::kFloat32), is));
    const Tensor slopes = torch::randn(all.sizes());
    (y.to(torch::kFloat32) * slopes).sum().backward();
    const Tensor passed = torch::where((is > 0).logical_and(is < 8), slopes, torch::zeros_like(slopes));
    EXPECT_TRUE(torch::equal(x.grad(), passed.to(torch::kBFloat16)));
  }
}

TEST(half_steps, are_of_numbers_in_bfloat16) { EXPECT_ANY_THROW((void)bounded_half(torch::zeros({2, 2}))); }

}  // namespace
}  // namespace ansatz::training
