#include <gtest/gtest.h>
#include <torch/torch.h>

#include <ansatz/net/safetensors.hpp>
#include <ansatz/net/sequential_network.hpp>
#include <cmath>
#include <vector>

#include "training/weights.hpp"

namespace ansatz {
namespace {

/// LibTorch's layers of these weights, and the coder's: what strides, groups, shuffles and borders are is the same.
TEST(sequential_network, computes_what_torch_computes) {
  torch::manual_seed(1);
  const auto conv = [](std::int64_t in, std::int64_t out, std::int64_t size, std::int64_t stride,
                       std::int64_t groups) {
    return torch::nn::Conv2d{
        torch::nn::Conv2dOptions(in, out, size).stride(stride).padding(size / 2).groups(groups)};
  };
  struct module : torch::nn::Module {
    std::vector<torch::nn::Conv2d> at;
  } m;
  m.at = {conv(3, 16, 5, 2, 1), conv(16, 16, 3, 1, 16), conv(16, 16, 1, 1, 1), conv(16, 12, 3, 1, 1),
          conv(3, 4, 7, 3, 1)};
  const char* names[] = {"0", "2.0", "2.1", "3", "5"};
  auto net = std::make_shared<torch::nn::Module>(), within = std::make_shared<torch::nn::Module>();
  // As nn.Sequential with a nested one at 2 names them.
  for (std::size_t i = 0; i < m.at.size(); ++i)
    (i == 1 || i == 2 ? within : net)
        ->register_module(std::string{names[i]}.substr(i == 1 || i == 2 ? 2 : 0), m.at[i]);
  net->register_module("2", within);
  torch::nn::Module whole;
  whole.register_module("net", net);
  const auto file = safetensors::parse(training::format_weights(
      whole,
      {{"net",
        R"({"layers":[{"Conv2d":{"stride":2}},"ReLU",{"Residual":[{"Conv2d":{"groups":16}},"Conv2d"]},)"
        R"("Conv2d",{"PixelShuffle":2},{"Conv2d":{"stride":3}}]})"}}));
  const sequential_network coder{file, "net"};

  const torch::NoGradGuard guard;
  for (torch::Tensor& w : whole.parameters()) w.copy_(w.to(torch::kHalf).to(torch::kFloat32));
  constexpr std::int64_t rows = 13, columns = 22;
  const torch::Tensor x = (torch::randn({1, 3, rows, columns}) * 1024).round().clamp(-8192, 8192) / 1024;
  torch::Tensor h = m.at[0](x).clamp(0, 8);
  h = h + m.at[2](m.at[1](h));
  h = torch::pixel_shuffle(m.at[3](h), 2);
  const torch::Tensor y = m.at[4](h);

  const auto size = coder.size_of({rows, columns});
  ASSERT_EQ(static_cast<std::int64_t>(size.rows), y.size(2));
  ASSERT_EQ(static_cast<std::int64_t>(size.columns), y.size(3));
  const torch::Tensor given = (x * 1024).to(torch::kInt16).permute({0, 2, 3, 1}).contiguous();
  std::vector<std::int32_t> out(size.rows * size.columns * coder.outputs());
  coder.run({rows, columns}, {given.data_ptr<std::int16_t>(), static_cast<std::size_t>(given.numel())}, out);
  const torch::Tensor expected = y.permute({0, 2, 3, 1}).contiguous();
  for (std::size_t i = 0; i < out.size(); ++i)
    ASSERT_NEAR(out[i] / 65536.0, expected.data_ptr<float>()[i], 0.02) << i;
  EXPECT_GT(y.std().item<double>(), 0.1);
}

}  // namespace
}  // namespace ansatz
