#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/short_network.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <functional>
#include <net/short_convolution.hpp>

#include "random_tensors.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

using made = testing::random_tensors;

made random_network(std::uint64_t inputs, std::uint64_t width, std::uint64_t blocks, std::uint64_t outputs,
                    std::uint64_t first = 3, double scale = 0.3) {
  made m;
  m.add_network("net", inputs, width, blocks, outputs, scale);
  if (first != 3) m.add_convolution("net.first", width, inputs, first, scale);
  return m;
}

std::int64_t rounded(std::int64_t x, int shift) { return (x + (std::int64_t{1} << (shift - 1))) >> shift; }

/// What the page says, number by number, in 64 bits.
struct plain_network {
  const made& m;
  std::int64_t rows, columns;
  using numbers = std::vector<std::int64_t>;  // channel after channel

  std::int64_t fixed(double x, int bits) const { return std::llround(std::nearbyint(std::ldexp(x, bits))); }

  /// Sums with 22 fractional bits.
  numbers convolved(const std::string& name, const numbers& x) const {
    const auto& shape = m.shapes.at(name + ".weight");
    const auto &w = m.values.at(name + ".weight"), &b = m.values.at(name + ".bias");
    const auto inputs = static_cast<std::int64_t>(shape[1]), size = static_cast<std::int64_t>(shape[2]);
    numbers out;
    for (std::int64_t o = 0; o < static_cast<std::int64_t>(shape[0]); ++o)
      for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) {
          std::int64_t sum = fixed(b[static_cast<std::size_t>(o)], 22);
          for (std::int64_t i = 0; i < inputs; ++i)
            for (std::int64_t a = 0; a < size * size; ++a) {
              const std::int64_t row = r + a / size - size / 2, column = c + a % size - size / 2;
              if (row < 0 || column < 0 || row >= rows || column >= columns) continue;
              sum += fixed(w[static_cast<std::size_t>((o * inputs + i) * size * size + a)], 12) *
                     x[static_cast<std::size_t>((i * rows + row) * columns + column)];
            }
          out.push_back(sum);
        }
    return out;
  }
  static numbers stream(numbers sums) {
    for (auto& x : sums) x = std::clamp<std::int64_t>(rounded(x, 6), -(512 << 16), 512 << 16);
    return sums;
  }
  static numbers rectified(numbers x, int shift) {
    for (auto& v : x) v = std::clamp<std::int64_t>(rounded(v, shift), 0, 8 << 10);
    return x;
  }
  numbers run(const numbers& in, int blocks) const {
    numbers h = stream(convolved("net.first", in));
    for (int i = 0; i < blocks; ++i) {
      const std::string n = std::to_string(i);
      const numbers change = convolved("net.b" + n, rectified(convolved("net.a" + n, rectified(h, 6)), 12));
      for (std::size_t k = 0; k < h.size(); ++k)
        h[k] = std::clamp<std::int64_t>(h[k] + rounded(change[k], 6), -(512 << 16), 512 << 16);
    }
    return stream(convolved("net.last", rectified(h, 6)));
  }
};

std::vector<std::int16_t> some_input(std::size_t size) {
  std::vector<std::int16_t> x;
  for (std::size_t i = 0; i < size; ++i)
    x.push_back(static_cast<std::int16_t>(supply::seeded(77).word(i) % (2 * short_network::bound + 1) -
                                          short_network::bound));
  return x;
}

class short_networks : public testing::each_target {};

struct form {
  std::size_t rows, columns, inputs, width, outputs, first;
  int blocks;
  double scale;
};
void expect_as_said(const made& m, const form& f) {
  const short_network net{m.file(), "net"};
  ASSERT_EQ(net.inputs(), f.inputs);
  ASSERT_EQ(net.outputs(), f.outputs);
  const std::size_t cells = f.rows * f.columns;
  const auto in = some_input(cells * f.inputs);
  std::vector<std::int32_t> out(cells * f.outputs);
  net.run(f.rows, f.columns, in, out);
  plain_network::numbers x(in.size());
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t i = 0; i < f.inputs; ++i) x[i * cells + c] = in[c * f.inputs + i];
  const auto y =
      plain_network{m, static_cast<std::int64_t>(f.rows), static_cast<std::int64_t>(f.columns)}.run(x,
                                                                                                    f.blocks);
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t o = 0; o < f.outputs; ++o)
      ASSERT_EQ(out[c * f.outputs + o], y[o * cells + c]) << c << ' ' << o;
}

/// Any grid, odd and even numbers of channels, one vector of them and several, and weights that drive numbers to their
/// bounds.
TEST_P(short_networks, compute_what_the_page_says) {
  for (const form& f :
       {form{1, 1, 1, 1, 1, 3, 1, 0.3}, form{1, 50, 3, 6, 4, 3, 2, 0.3}, form{7, 13, 4, 16, 9, 3, 1, 0.3},
        form{5, 4, 5, 17, 33, 1, 0, 0.3}, form{6, 3, 2, 48, 15, 3, 1, 0.2}, form{3, 30, 7, 40, 3, 1, 2, 0.1},
        form{4, 9, 6, 12, 20, 3, 2, 0.85}, form{50, 1, 2, 5, 5, 3, 0, 2}})
    expect_as_said(
        random_network(f.inputs, f.width, static_cast<std::uint64_t>(f.blocks), f.outputs, f.first, f.scale),
        f);
}

/// Weights of each sign come to nearly 64, of numbers that are all 8: a sum that took them in an order of its own would go
/// far out on one side and come back.
TEST_P(short_networks, sum_as_much_of_either_sign_as_fits) {
  made m = random_network(2, 4, 1, 3);
  std::ranges::fill(m.values["net.first.bias"], 400);
  for (const char* name : {"net.a0.weight", "net.b0.weight"}) {
    auto& w = m.values[name];
    for (std::size_t i = 0; i < w.size(); ++i) w[i] = (i % 36 < 18 ? 1 : -1) * 63.0 / 18;
  }
  expect_as_said(m, {3, 9, 2, 4, 3, 3, 1, 0});
}

/// The largest sums of products that there can be.
TEST_P(short_networks, multiply_at_the_ends_of_their_ranges) {
  constexpr std::size_t inputs = 6, outputs = 40, cells = 11;
  std::vector<std::int16_t> w(outputs * inputs), x(cells * inputs);
  for (std::size_t o = 0; o < outputs; ++o)
    for (std::size_t i = 0; i < inputs; ++i) w[o * inputs + i] = o % 2 == 0 ? 32767 : -32768;
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t i = 0; i < inputs; ++i)
      x[c * inputs + i] = c % 2 == 0 ? short_network::bound : -short_network::bound;
  const short_convolution product{w, outputs, inputs, 1};
  std::vector<std::int32_t> y(cells * product.stride());
  product.multiply(x.data(), 0, cells, y.data());
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t o = 0; o < product.stride(); ++o)
      ASSERT_EQ(y[c * product.stride() + o],
                o < outputs ? std::int32_t{inputs} * w[o * inputs] * x[c * inputs] : 0);
}

INSTANTIATE_TEST_SUITE_P(of, short_networks, testing::all_targets(), testing::target_name);

/// Bands of rows, also more than there are rows, on a grid that is worth it.
TEST(short_network, is_the_same_on_any_number_of_threads) {
  const made m = random_network(5, 33, 2, 7);
  const short_network net{m.file(), "net"};
  for (const std::size_t rows : {61u, 2u}) {
    const std::size_t columns = 1000 / rows;
    ASSERT_GT(net.multiply_adds() * rows * columns, 1u << 22);
    const auto in = some_input(rows * columns * net.inputs());
    std::vector<std::int32_t> alone(rows * columns * net.outputs()), together(alone.size());
    net.run(rows, columns, in, alone);
    for (const unsigned threads : {2u, 3u, 100u}) {
      std::ranges::fill(together, 0);
      net.run(rows, columns, in, together, threads);
      EXPECT_EQ(together, alone) << threads;
    }
  }
}

TEST(short_network, is_close_to_what_was_trained_on_small_numbers) {
  made m = random_network(3, 6, 1, 2, 3, 0.15);
  const short_network net{m.file(), "net"};
  EXPECT_EQ(net.blocks(), 1u);
  EXPECT_EQ(net.width(), 6u);
  EXPECT_EQ(net.first_size(), 3u);
  EXPECT_EQ(net.multiply_adds(), 6u * 3 * 9 + 2 * 6 * 6 * 9 + 2 * 6);
  made other = m;
  for (double& x : other.values["net.last.bias"]) x += 1;
  std::vector<std::int16_t> in(9 * 3, 100);
  std::vector<std::int32_t> a(9 * 2), b(9 * 2);
  net.run(3, 3, in, a);
  short_network{other.file(), "net"}.run(3, 3, in, b);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(b[i] - a[i], 1 << 16);
  EXPECT_NE(net.identity(), (short_network{other.file(), "net"}.identity()));
  EXPECT_EQ(net.identity(), (short_network{m.file(), "net"}.identity()));
}

TEST(short_network, is_refused_where_it_is_no_network) {
  const auto broken = [](const std::function<void(made&)>& breaks) {
    made m = random_network(2, 4, 1, 3);
    breaks(m);
    return short_network{m.file(), "net"};
  };
  EXPECT_NO_THROW(broken([](made&) {}));
  EXPECT_THROW(broken([](made& m) { m.values.erase("net.b0.weight"); }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.shapes["net.first.weight"] = {4, 2, 9}; }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.shapes["net.a0.weight"] = {2, 8, 3, 3}; }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.first.bias"][0] = NAN; }), corrupt_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.first.weight"][0] = 8; }), domain_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.first.weight"][0] = -1e30; }), domain_error);
  EXPECT_THROW(broken([](made& m) { m.values["net.last.bias"][0] = 512; }), domain_error);
  // Weights of 64 are where a sum could leave 32 bits: of one sign, of a network's inputs of both.
  const auto all = [](const char* name, double sum, double other) {
    return [=](made& m) {
      auto& w = m.values[name];
      const std::size_t row = w.size() / 4;
      for (std::size_t i = 0; i < w.size(); ++i)
        w[i] = i % row < row / 2 ? sum / static_cast<double>(row / 2) : other / static_cast<double>(row / 2);
    };
  };
  for (const double sign : {1.0, -1.0}) {
    EXPECT_THROW(broken(all("net.a0.weight", sign * 32, sign * 32)), domain_error);
    EXPECT_THROW(broken(all("net.a0.weight", sign * 64, 0)), domain_error);
    EXPECT_NO_THROW(broken(all("net.a0.weight", sign * 31, sign * 31)));
    EXPECT_NO_THROW(broken(all("net.a0.weight", sign * 63, -sign * 63)));
    EXPECT_THROW(broken(all("net.first.weight", sign * 32, -sign * 32)), domain_error);
    EXPECT_NO_THROW(broken(all("net.first.weight", sign * 31, -sign * 31)));
  }
}

TEST(short_network, refuses_grids_and_numbers_that_are_none) {
  const made m = random_network(2, 4, 1, 3);
  const short_network net{m.file(), "net"};
  std::vector<std::int16_t> in(18);
  std::vector<std::int32_t> out(27);
  EXPECT_NO_THROW(net.run(3, 3, in, out));
  EXPECT_NO_THROW(net.run(1, 9, in, out));
  EXPECT_THROW(net.run(0, 9, {}, {}), domain_error);
  EXPECT_THROW(net.run((1 << 16) + 1, 1, in, out), domain_error);
  EXPECT_THROW(net.run(3, 4, in, out), domain_error);
  in[4] = short_network::bound + 1;
  EXPECT_THROW(net.run(3, 3, in, out), domain_error);
  in[4] = -short_network::bound - 1;
  EXPECT_THROW(net.run(3, 3, in, out), domain_error);
}

}  // namespace
}  // namespace ansatz
