#include <gtest/gtest.h>

#include <cmath>
#include <train_hierarchy/likelihood.hpp>

namespace ansatz::training {
namespace {

architecture small() {
  architecture a;
  a.logistics = 2;
  a.atoms = {0, 253};
  return a;
}

/// The same by LibTorch's own functions in double precision.
torch::Tensor plainly(const torch::Tensor& x, const torch::Tensor& outputs, const torch::Tensor& edges,
                      const architecture& a) {
  using torch::indexing::Slice;
  const std::int64_t k = a.logistics, weights = a.outputs() - 2 * k;
  const torch::Tensor o = outputs.to(torch::kFloat64), v = x.to(torch::kLong);
  const torch::Tensor w = o.narrow(1, 0, weights).softmax(1), mean = o.narrow(1, weights, k),
                      scale = o.narrow(1, weights + k, k).exp();
  torch::Tensor e = edges.to(torch::kFloat64).clone();
  e[0] = -1e9;
  e[256] = 1e9;
  const torch::Tensor low = e.index({v}).unsqueeze(1), high = e.index({v + 1}).unsqueeze(1);
  torch::Tensor p =
      (w.narrow(1, 0, k) * (((high - mean) / scale).sigmoid() - ((low - mean) / scale).sigmoid())).sum(1);
  for (std::size_t i = 0; i < a.atoms.size(); ++i)
    p = p + w.select(1, k + static_cast<std::int64_t>(i)) * (v == a.atoms[i]);
  return -(p + w.select(1, weights - 1) / 256).log().sum();
}

TEST(mixture_loss, is_what_the_formula_says_and_so_are_its_slopes) {
  torch::manual_seed(1);
  const architecture a = small();
  const torch::Tensor x = torch::randint(0, 256, {3, 50}).to(torch::kFloat32);
  x.narrow(1, 0, 5).fill_(0);
  x.narrow(1, 5, 5).fill_(255);
  const torch::Tensor edges = edges_from(torch::randint(0, 256, {20000}), a);
  torch::Tensor outputs = torch::randn({3, a.outputs(), 50});
  outputs.narrow(1, 5, 2).mul_(60).add_(128).clamp_(-60, 310);  // means
  outputs.narrow(1, 7, 2).add_(1.5).clamp_(-2, 4.5);            // log scales
  outputs.requires_grad_();
  const pixel_mixture m = mixture_of(a, edges);
  const torch::Tensor ours = mixture_nats(x, outputs, m), theirs = plainly(x, outputs, edges, a);
  EXPECT_NEAR(ours.item<double>() / theirs.item<double>(), 1, 1e-5);
  const auto by_ours = torch::autograd::grad({ours}, {outputs})[0],
             by_theirs = torch::autograd::grad({theirs}, {outputs})[0];
  EXPECT_LT((by_ours - by_theirs).abs().max().item<double>(), 1e-3);
}

TEST(mixture_loss, masses_sum_to_1) {
  const architecture a = small();
  const torch::Tensor x = torch::arange(256).to(torch::kFloat32).reshape({256, 1});
  const torch::Tensor outputs = torch::randn({1, a.outputs(), 1}).expand({256, a.outputs(), 1}).contiguous();
  const pixel_mixture m = mixture_of(a, torch::arange(257) - 0.5);
  double sum = 0;
  for (std::int64_t v = 0; v < 256; ++v)
    sum += std::exp(-mixture_nats(x.narrow(0, v, 1), outputs.narrow(0, v, 1), m).item<double>());
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(edges, give_a_frequent_value_its_width) {
  torch::Tensor x = torch::arange(256).repeat({10});
  x = torch::cat({x, torch::full({10}, 128)});
  const torch::Tensor edges = edges_from(x, small());
  EXPECT_NEAR((edges[129] - edges[128]).item<double>(), 21.0 / 11, 1e-4);
  EXPECT_NEAR((edges[101] - edges[100]).item<double>(), 1, 1e-4);
}

}  // namespace
}  // namespace ansatz::training
