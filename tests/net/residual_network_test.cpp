#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/net/residual_network.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <functional>

#include "arithmetic_modes.hpp"
#include "random_tensors.hpp"

namespace ansatz {
namespace {

using made = testing::random_tensors;

made random_network(std::uint64_t inputs, std::uint64_t width, std::uint64_t blocks, std::uint64_t outputs) {
  made m;
  m.add_network("net", inputs, width, blocks, outputs);
  return m;
}

/// What is said of it, in real numbers: channel by channel.
struct real_grid {
  std::size_t rows, columns;
  std::vector<std::vector<double>> channels;
};
real_grid convolved(const made& m, const std::string& name, const real_grid& x) {
  const auto& w = m.values.at(name + ".weight");
  const auto& shape = m.shapes.at(name + ".weight");
  real_grid y{x.rows, x.columns, {}};
  const auto reach = static_cast<std::ptrdiff_t>(shape[2] / 2);
  for (std::uint64_t o = 0; o < shape[0]; ++o) {
    y.channels.emplace_back(x.rows * x.columns, m.values.at(name + ".bias")[o]);
    for (std::size_t cell = 0; cell < x.rows * x.columns; ++cell)
      for (std::uint64_t i = 0; i < shape[1]; ++i)
        for (std::ptrdiff_t dr = -reach; dr <= reach; ++dr)
          for (std::ptrdiff_t dc = -reach; dc <= reach; ++dc) {
            const auto r = static_cast<std::ptrdiff_t>(cell / x.columns) + dr,
                       c = static_cast<std::ptrdiff_t>(cell % x.columns) + dc;
            if (r < 0 || c < 0 || r >= static_cast<std::ptrdiff_t>(x.rows) ||
                c >= static_cast<std::ptrdiff_t>(x.columns))
              continue;
            y.channels[o][cell] +=
                w[((o * shape[1] + i) * shape[2] + static_cast<std::uint64_t>(dr + reach)) * shape[3] +
                  static_cast<std::uint64_t>(dc + reach)] *
                x.channels[i][static_cast<std::size_t>(r) * x.columns + static_cast<std::size_t>(c)];
          }
  }
  return y;
}
real_grid rectified(real_grid x) {
  for (auto& channel : x.channels)
    for (double& v : channel) v = std::max(v, 0.0);
  return x;
}

std::vector<std::int32_t> some_input(std::size_t size) {
  std::vector<std::int32_t> x;
  for (std::size_t i = 0; i < size; ++i)
    x.push_back(static_cast<std::int32_t>(supply::seeded(77).word(i) >> 46) - (1 << 17));
  return x;
}

TEST(residual_network, computes_the_convolutions_to_its_resolution) {
  for (const std::size_t columns : {1u, 4u, 7u, 14u}) {
    const std::size_t rows = 5;
    made m = random_network(3, 6, 2, 4);
    const residual_network net{m.file(), "net", rows, columns};
    ASSERT_EQ(net.inputs(), 3u);
    ASSERT_EQ(net.outputs(), 4u);
    const auto in = some_input(rows * columns * 3);
    std::vector<std::int32_t> out(rows * columns * 4);
    net.run(in, out);
    real_grid x{rows, columns, std::vector(3, std::vector<double>(rows * columns))};
    for (std::size_t cell = 0; cell < rows * columns; ++cell)
      for (std::size_t i = 0; i < 3; ++i) x.channels[i][cell] = in[cell * 3 + i] / 65536.0;
    real_grid h = convolved(m, "net.first", x);
    for (const char* n : {"0", "1"}) {
      const real_grid u = convolved(m, std::string{"net.b"} + n,
                                    rectified(convolved(m, std::string{"net.a"} + n, rectified(h))));
      for (std::size_t c = 0; c < h.channels.size(); ++c)
        for (std::size_t cell = 0; cell < rows * columns; ++cell) h.channels[c][cell] += u.channels[c][cell];
    }
    const real_grid y = convolved(m, "net.last", rectified(h));
    for (std::size_t cell = 0; cell < rows * columns; ++cell)
      for (std::size_t o = 0; o < 4; ++o) EXPECT_NEAR(out[cell * 4 + o] / 65536.0, y.channels[o][cell], 0.01);
  }
}

TEST(residual_network, counts_its_multiply_adds) {
  testing::random_tensors m;
  m.add_network("net", 3, 8, 2, 5);
  const residual_network net{m.file(), "net", 6, 7};
  EXPECT_EQ(net.multiply_adds(), 6u * 7 * (3 * 8 * 9 + 4 * 8 * 8 * 9 + 8 * 5));
}

TEST(residual_network, is_refused_where_it_is_no_network) {
  const auto broken = [](const std::function<void(made&)>& breaks) {
    made m = random_network(2, 4, 1, 3);
    breaks(m);
    return residual_network{m.file(), "net", 3, 3};
  };
  EXPECT_NO_THROW(broken([](made&) {}));
  EXPECT_THROW(broken([](made& m) { m.values.erase("net.b0.weight"); }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.shapes["net.first.weight"] = {4, 2, 9}; }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.shapes["net.a0.weight"] = {2, 8, 3, 3}; }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.first.bias"][0] = NAN; }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.first.weight"][0] = 3000; }), domain_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.last.bias"][0] = 1e30; }), domain_error);
  made m = random_network(2, 4, 1, 3);
  EXPECT_THROW((residual_network{m.file(), "net", 0, 3}), domain_error);
  const residual_network net{m.file(), "net", 3, 3};
  std::vector<std::int32_t> in(18), out(27);
  in[4] = residual_network::bound + 1;
  EXPECT_THROW(net.run(in, out), domain_error);
  in.pop_back();
  EXPECT_THROW(net.run(in, out), domain_error);
}

/// Weights that would run away are held by the clamps: no sum leaves the range that was checked.
TEST(residual_network, stays_in_range_with_the_largest_weights) {
  made m = random_network(2, 4, 3, 2);
  for (auto& [name, values] : m.values)
    for (double& v : values) v *= 150;
  const residual_network net{m.file(), "net", 4, 4};
  std::vector<std::int32_t> in(32, residual_network::bound), out(32);
  net.run(in, out);
  for (const std::int32_t y : out) EXPECT_LE(std::abs(y), 1 << 30);
}

TEST(residual_network, refuses_a_processor_that_computes_otherwise) {
  const made m = random_network(2, 4, 1, 3);
  const auto file = m.file();
  const residual_network net{file, "net", 3, 3};
  std::vector<std::int32_t> in(18, 1 << 16), out(27);
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW(net.run(in, out), error) << mode.name;
      EXPECT_THROW((residual_network{file, "net", 3, 3}), error) << mode.name;
    });
  EXPECT_NO_THROW(net.run(in, out));
}

TEST(residual_network, is_identified_by_its_integers) {
  made m = random_network(2, 4, 1, 3);
  const auto identity = residual_network{m.file(), "net", 3, 3}.identity();
  m.values["net.a0.weight"][3] += 0x1p-30;  // below the resolution
  EXPECT_EQ((residual_network{m.file(), "net", 3, 3}.identity()), identity);
  m.values["net.a0.weight"][3] += 0x1p-15;
  EXPECT_NE((residual_network{m.file(), "net", 3, 3}.identity()), identity);
  EXPECT_NE((residual_network{m.file(), "net", 3, 4}.identity()), identity);
}

}  // namespace
}  // namespace ansatz
