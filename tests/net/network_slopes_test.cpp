#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <net/network_slopes.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "arithmetic_modes.hpp"

namespace ansatz {
namespace {

/// In [-1, 1), multiples of 2^-12, which a network keeps as they are.
std::vector<double> numbers(std::size_t count, std::uint64_t seed) {
  std::vector<double> out;
  for (std::uint64_t i = 0; i < count; ++i)
    out.push_back(static_cast<double>(supply::seeded(seed).word(i) >> 51) * 0x1p-12 - 1);
  return out;
}

constexpr std::size_t inputs = 5, width = 30, depth = 20, outputs = 7;

struct three_layers {
  std::vector<double> w1 = numbers(width * inputs, 1), b1 = numbers(width, 2), w2 = numbers(depth * width, 3),
                      b2 = numbers(depth, 4), w3 = numbers(outputs * depth, 5), b3 = numbers(outputs, 6);

  network net() const {
    return {std::array{dense_layer{width, inputs, w1, b1}, dense_layer{depth, width, w2, b2},
                       dense_layer{outputs, depth, w3, b3}},
            16, 8 << 16};
  }
};

std::vector<std::int32_t> points(std::size_t count) {
  std::vector<std::int32_t> out;
  for (const double x : numbers(count * inputs, 7)) out.push_back(static_cast<std::int32_t>(x * 0x1p17));
  return out;
}

std::vector<double> pulled(const network& net, std::span<const std::int32_t> in, std::span<const double> at) {
  std::vector<double> out(in.size());
  network_slopes{net}.run(in, at, out, in.size() / inputs);
  return out;
}

/// y = M x + b
std::vector<double> layer(const std::vector<double>& m, const std::vector<double>& b,
                          const std::vector<double>& x) {
  std::vector<double> y = b;
  for (std::size_t r = 0; r < b.size(); ++r)
    for (std::size_t c = 0; c < x.size(); ++c) y[r] += m[r * x.size() + c] * x[c];
  return y;
}

/// M^T y, nothing where a number that was given is not above 0.
std::vector<double> back(const std::vector<double>& m, const std::vector<double>& y,
                         const std::vector<double>& given) {
  std::vector<double> x(given.size());
  for (std::size_t c = 0; c < x.size(); ++c)
    for (std::size_t r = 0; r < y.size(); ++r) x[c] += given[c] > 0 ? m[r * x.size() + c] * y[r] : 0;
  return x;
}

std::vector<double> positive(std::vector<double> x) {
  for (double& v : x) v = std::max(v, 0.0);
  return x;
}

TEST(network_slopes, are_those_of_the_layers_backwards) {
  const three_layers layers;
  const auto in = points(40);
  const auto at = numbers(40 * outputs, 8);
  const auto slopes = pulled(layers.net(), in, at);
  std::size_t dead = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    std::vector<double> x;
    for (std::size_t k = 0; k < inputs; ++k) x.push_back(in[i * inputs + k] * 0x1p-16);
    const auto first = positive(layer(layers.w1, layers.b1, x)),
               second = positive(layer(layers.w2, layers.b2, first));
    for (const double h : first) dead += h == 0 ? 1 : 0;
    const std::vector<double> own(at.begin() + static_cast<std::ptrdiff_t>(i * outputs),
                                  at.begin() + static_cast<std::ptrdiff_t>((i + 1) * outputs));
    const auto expected =
        back(layers.w1, back(layers.w2, back(layers.w3, own, second), first), std::vector<double>(inputs, 1));
    for (std::size_t k = 0; k < inputs; ++k) EXPECT_NEAR(slopes[i * inputs + k], expected[k], 1e-7);
  }
  EXPECT_GT(dead, 0u);
  EXPECT_LT(dead, 40 * width);
}

TEST(network_slopes, say_how_outputs_move) {
  const three_layers layers;
  const network net = layers.net();
  const auto in = points(1);
  const auto at = numbers(outputs, 9);
  const auto slopes = pulled(net, in, at);
  const auto value = [&](std::span<const std::int32_t> x) {
    std::vector<std::int32_t> y(outputs);
    net.run(x, y, 1);
    double sum = 0;
    for (std::size_t i = 0; i < outputs; ++i) sum += at[i] * y[i] * 0x1p-16;
    return sum;
  };
  for (std::size_t k = 0; k < inputs; ++k) {
    auto up = in, down = in;
    up[k] += 1 << 8;
    down[k] -= 1 << 8;
    EXPECT_NEAR((value(up) - value(down)) * 0x1p7, slopes[k], 0.05 * (1 + std::fabs(slopes[k])));
  }
}

/// Nothing is lost in slopes that are large or small together, and an input's do not depend on the others'.
TEST(network_slopes, keep_their_digits_at_any_scale_and_in_any_company) {
  const network net = three_layers{}.net();
  const auto in = points(9);
  const auto at = numbers(9 * outputs, 10);
  const auto slopes = pulled(net, in, at);
  for (const double scale : {0x1p-900, 0x1p-30, 0x1p40, 0x1p900}) {
    auto scaled = at;
    for (double& s : scaled) s *= scale;
    const auto got = pulled(net, in, scaled);
    for (std::size_t i = 0; i < got.size(); ++i) EXPECT_EQ(got[i], slopes[i] * scale);
  }
  for (std::size_t i = 0; i < 9; ++i) {
    const auto alone =
        pulled(net, std::span{in}.subspan(i * inputs, inputs), std::span{at}.subspan(i * outputs, outputs));
    for (std::size_t k = 0; k < inputs; ++k) EXPECT_EQ(alone[k], slopes[i * inputs + k]);
  }
  EXPECT_EQ(pulled(net, in, std::vector<double>(9 * outputs)), std::vector<double>(9 * inputs));
  EXPECT_TRUE(pulled(net, {}, {}).empty());
}

TEST(network_slopes, refuse_what_does_not_fit) {
  const network net = three_layers{}.net();
  const network_slopes slopes{net};
  const auto in = points(2);
  std::vector<double> at(2 * outputs), out(2 * inputs);
  const auto refused = [&](std::span<const std::int32_t> i, std::span<const double> a, std::span<double> o,
                           std::size_t count) { EXPECT_THROW(slopes.run(i, a, o, count), domain_error); };
  refused(in, at, out, 1);
  refused(in, at, out, 3);
  refused(std::span{in}.first(inputs), at, out, 2);
  refused(in, std::span{at}.first(outputs), out, 2);
  refused(in, at, std::span{out}.first(inputs), 2);
  auto far = in;
  far[3] = (8 << 16) + 1;
  refused(far, at, out, 2);
  for (const double bad : {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity(),
                           std::numeric_limits<double>::quiet_NaN()}) {
    auto wrong = at;
    wrong[5] = bad;
    refused(in, wrong, out, 2);
  }
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] { EXPECT_THROW(slopes.run(in, at, out, 2), error) << mode.name; });
}

}  // namespace
}  // namespace ansatz
