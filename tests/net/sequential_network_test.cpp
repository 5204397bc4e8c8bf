#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/net/sequential_network.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <string>

#include "random_tensors.hpp"
#include "targets.hpp"

namespace ansatz {
namespace {

using grid = sequential_network::grid;

/// A layer as a test says it; a Residual has others within.
struct said {
  std::string kind;
  std::uint64_t inputs = 0, outputs = 0, size = 0;  // of a convolution
  std::uint64_t by = 1;                             // its stride, or of a shuffle
  bool each = false;
  std::vector<said> within = {};
};
said conv(std::uint64_t inputs, std::uint64_t outputs, std::uint64_t size, std::uint64_t stride = 1) {
  return {"Conv2d", inputs, outputs, size, stride};
}
said each(std::uint64_t channels, std::uint64_t size, std::uint64_t stride = 1) {
  return {"Conv2d", channels, channels, size, stride, true};
}
const said relu{"ReLU"};
said shuffle(std::uint64_t by) { return {"PixelShuffle", 0, 0, 0, by}; }
said unshuffle(std::uint64_t by) { return {"PixelUnshuffle", 0, 0, 0, by}; }
said residual(std::vector<said> within) { return {"Residual", 0, 0, 0, 1, false, std::move(within)}; }

std::string json(const std::vector<said>& layers) {
  std::string out;
  for (const said& l : layers) {
    out += out.empty() ? "" : ",";
    if (l.kind == "ReLU")
      out += "\"ReLU\"";
    else if (l.kind == "Residual")
      out += "{\"Residual\":" + json(l.within) + '}';
    else if (l.kind != "Conv2d")
      out += "{\"" + l.kind + "\":" + std::to_string(l.by) + '}';
    else if (l.each)
      out +=
          R"({"Conv2d":{"groups":)" + std::to_string(l.inputs) + ",\"stride\":" + std::to_string(l.by) + "}}";
    else
      out += l.by == 1 ? "\"Conv2d\"" : R"({"Conv2d":{"stride":)" + std::to_string(l.by) + "}}";
  }
  return '[' + out + ']';
}

void add_tensors(testing::random_tensors& m, const std::vector<said>& layers, const std::string& name,
                 double scale) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const said& l = layers[i];
    const std::string at = name + '.' + std::to_string(i);
    if (l.kind == "Conv2d") m.add_convolution(at, l.outputs, l.each ? 1 : l.inputs, l.size, scale);
    add_tensors(m, l.within, at, scale);
  }
}
testing::random_tensors network_of(const std::vector<said>& layers, double scale) {
  testing::random_tensors m;
  add_tensors(m, layers, "net", scale);
  m.metadata["net"] = "{\"layers\":" + json(layers) + '}';
  return m;
}

std::int64_t rounded(std::int64_t x, int shift) { return (x + (std::int64_t{1} << (shift - 1))) >> shift; }

/// What the page says, number by number, in 64 bits.
struct plain {
  grid size;
  std::int64_t channels = 0;
  int bits = 10;                      // fractional: 10, 16, or 22 of sums that go on
  std::vector<std::int64_t> numbers;  // channel after channel

  std::int64_t rows() const { return static_cast<std::int64_t>(size.rows); }
  std::int64_t columns() const { return static_cast<std::int64_t>(size.columns); }
  std::int64_t at(std::int64_t c, std::int64_t r, std::int64_t k) const {
    if (r < 0 || k < 0 || r >= rows() || k >= columns()) return 0;
    return numbers[static_cast<std::size_t>((c * rows() + r) * columns() + k)];
  }
  void narrow(std::int64_t least) {
    for (auto& x : numbers)
      x = std::clamp<std::int64_t>(bits == 10 ? x : rounded(x, bits - 10), least, 8 << 10);
    bits = 10;
  }
  void widen() {
    for (auto& x : numbers)
      x = std::clamp<std::int64_t>(bits == 22 ? rounded(x, 6) : x << (16 - bits), -(512 << 16), 512 << 16);
    bits = 16;
  }
};

std::int64_t fixed(double x, int bits) { return std::llround(std::nearbyint(std::ldexp(x, bits))); }

plain convolved(plain x, const said& l, const std::vector<double>& w, const std::vector<double>& b) {
  x.narrow(-(8 << 10));
  const auto size = static_cast<std::int64_t>(l.size), by = static_cast<std::int64_t>(l.by),
             seen = l.each ? 1 : x.channels;
  plain y{{(x.size.rows + l.by - 1) / l.by, (x.size.columns + l.by - 1) / l.by},
          static_cast<std::int64_t>(l.outputs),
          22,
          {}};
  for (std::int64_t o = 0; o < y.channels; ++o)
    for (std::int64_t r = 0; r < y.rows(); ++r)
      for (std::int64_t k = 0; k < y.columns(); ++k) {
        std::int64_t sum = fixed(b[static_cast<std::size_t>(o)], 22);
        for (std::int64_t i = 0; i < seen; ++i)
          for (std::int64_t a = 0; a < size * size; ++a)
            sum += fixed(w[static_cast<std::size_t>((o * seen + i) * size * size + a)], 12) *
                   x.at(l.each ? o : i, r * by + a / size - size / 2, k * by + a % size - size / 2);
        y.numbers.push_back(sum);
      }
  return y;
}

plain moved(plain x, const said& l) {
  x.widen();
  const bool finer = l.kind == "PixelShuffle";
  const auto by = static_cast<std::int64_t>(l.by),
             channels = finer ? x.channels / (by * by) : x.channels * by * by;
  plain y{finer ? grid{x.size.rows * l.by, x.size.columns * l.by}
                : grid{x.size.rows / l.by, x.size.columns / l.by},
          channels,
          16,
          {}};
  for (std::int64_t c = 0; c < channels; ++c)
    for (std::int64_t r = 0; r < y.rows(); ++r)
      for (std::int64_t k = 0; k < y.columns(); ++k)
        y.numbers.push_back(finer ? x.at(c * by * by + r % by * by + k % by, r / by, k / by)
                                  : x.at(c / (by * by), r * by + c / by % by, k * by + c % by));
  return y;
}

plain through(plain x, const std::vector<said>& layers, const testing::random_tensors& m,
              const std::string& name) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const said& l = layers[i];
    const std::string at = name + '.' + std::to_string(i);
    if (l.kind == "Conv2d") {
      x = convolved(x, l, m.values.at(at + ".weight"), m.values.at(at + ".bias"));
      // Only ReLU and a convolution take sums as they are.
      if (i + 1 == layers.size() || (layers[i + 1].kind != "ReLU" && layers[i + 1].kind != "Conv2d"))
        x.widen();
    } else if (l.kind == "ReLU") {
      if (x.bits == 10) x.widen();
      x.narrow(0);
    } else if (l.kind == "Residual") {
      x.widen();
      plain y = through(x, l.within, m, at);
      y.widen();
      for (std::size_t n = 0; n < x.numbers.size(); ++n)
        x.numbers[n] = std::clamp<std::int64_t>(x.numbers[n] + y.numbers[n], -(512 << 16), 512 << 16);
    } else {
      x = moved(x, l);
    }
  }
  x.widen();
  return x;
}

std::vector<std::int16_t> some_input(std::size_t size) {
  std::vector<std::int16_t> x;
  for (std::size_t i = 0; i < size; ++i)
    x.push_back(static_cast<std::int16_t>(supply::seeded(7).word(i) % (2 * sequential_network::bound + 1) -
                                          sequential_network::bound));
  return x;
}

void expect_as_said(const std::vector<said>& layers, double scale, grid size) {
  const auto m = network_of(layers, scale);
  const sequential_network net{m.file(), "net"};
  const std::size_t cells = size.rows * size.columns, inputs = net.inputs();
  const auto in = some_input(cells * inputs);
  plain x{size, static_cast<std::int64_t>(inputs), 10, std::vector<std::int64_t>(in.size())};
  for (std::size_t c = 0; c < cells; ++c)
    for (std::size_t i = 0; i < inputs; ++i) x.numbers[i * cells + c] = in[c * inputs + i];
  const plain y = through(x, layers, m, "net");
  ASSERT_EQ(net.size_of(size), y.size);
  ASSERT_EQ(net.outputs(), static_cast<std::size_t>(y.channels));
  const std::size_t after = y.size.rows * y.size.columns;
  for (const unsigned threads : {1u, 3u}) {
    std::vector<std::int32_t> out(after * net.outputs());
    net.run(size, in, out, threads);
    for (std::size_t c = 0; c < after; ++c)
      for (std::size_t o = 0; o < net.outputs(); ++o)
        ASSERT_EQ(out[c * net.outputs() + o], y.numbers[o * after + c]) << json(layers) << c << ' ' << o;
  }
}

class sequential_networks : public testing::each_target {};

TEST_P(sequential_networks, compute_what_the_page_says) {
  for (const grid size : {grid{1, 1}, grid{1, 30}, grid{12, 6}}) {
    expect_as_said({conv(3, 5, 3), relu, conv(5, 2, 1)}, 0.4, size);
    expect_as_said({conv(3, 17, 5, 2), relu, each(17, 3), conv(17, 4, 1)}, 0.2, size);
    expect_as_said({each(3, 3, 3), each(3, 7), relu, conv(3, 4, 3, 2), relu}, 0.6, size);
    expect_as_said({conv(2, 8, 1), shuffle(2), conv(2, 3, 3), residual({relu, conv(3, 3, 3)})}, 0.9, size);
    expect_as_said({residual({conv(4, 6, 3), relu, conv(6, 4, 3)}), relu, conv(4, 4, 7)}, 0.2, size);
    expect_as_said({relu, conv(1, 4, 3), residual({residual({relu, conv(4, 4, 1)}), relu}), relu, relu}, 1,
                   size);
    expect_as_said({conv(2, 16, 3), residual({shuffle(2), relu, unshuffle(2)}),
                    residual({conv(16, 16, 1), conv(16, 16, 1)})},
                   0.5, size);
  }
  expect_as_said(
      {conv(3, 8, 5, 2), relu, conv(8, 8, 5, 2), relu, conv(8, 8, 3), shuffle(2), conv(2, 8, 3), shuffle(2)},
      0.15, {13, 21});
  expect_as_said({conv(1, 1, 1), unshuffle(3), conv(9, 20, 1)}, 1.1, {6, 9});
}

/// A grid that is worth threads.
TEST_P(sequential_networks, are_the_same_on_threads) {
  expect_as_said(
      {conv(5, 33, 3), residual({relu, conv(33, 33, 3), relu, conv(33, 33, 3)}), conv(33, 3, 3, 2)}, 0.1,
      {31, 40});
}

INSTANTIATE_TEST_SUITE_P(of, sequential_networks, testing::all_targets(), testing::target_name);

TEST(sequential_network, takes_inputs_that_are_the_same_everywhere) {
  const auto m = network_of({conv(5, 8, 3), relu, conv(8, 2, 3)}, 0.3);
  const sequential_network net{m.file(), "net"};
  const grid size{4, 7};
  const std::vector<std::int16_t> some = some_input(28 * 3), same{-300, 7000};
  std::vector<std::int16_t> all;
  for (std::size_t c = 0; c < 28; ++c) {
    all.insert(all.end(), some.begin() + static_cast<std::ptrdiff_t>(3 * c),
               some.begin() + static_cast<std::ptrdiff_t>(3 * c + 3));
    all.insert(all.end(), same.begin(), same.end());
  }
  std::vector<std::int32_t> a(28 * 2), b(28 * 2);
  net.run(size, all, a);
  net.run(size, some, same, b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(net.multiply_adds(size), 28u * (5 * 8 * 9 + 8 * 2 * 9));
}

TEST(sequential_network, refuses_what_is_no_network) {
  const auto with = [](const std::string& layers) {
    auto m = network_of({conv(3, 8, 3), relu, conv(8, 8, 3)}, 0.1);
    m.metadata["net"] = "{\"layers\":" + layers + '}';
    return sequential_network{m.file(), "net"};
  };
  EXPECT_NO_THROW(with(R"(["Conv2d","ReLU","Conv2d"])"));
  EXPECT_NO_THROW(with(R"(["Conv2d","ReLU",{"Conv2d":{"stride":16}},{"PixelShuffle":2}])"));
  for (const char* layers :
       {"[]",
        "3",
        "[3]",
        "[[]]",
        R"(["ReLU"])",
        R"(["Conv2d","Conv2d"])",
        R"(["Conv2d","Linear"])",
        R"([{"ConvTranspose2d":{}}])",
        R"([{"Conv2d":{"stride":0}}])",
        R"([{"Conv2d":{"stride":-1}}])",
        R"([{"Conv2d":{"stride":17}}])",
        R"([{"Conv2d":{"padding":1}}])",
        R"([{"Conv2d":2}])",
        R"([{"Conv2d":{"groups":3}}])",
        R"(["Conv2d",{"PixelShuffle":3}])",
        R"(["Conv2d","PixelShuffle"])",
        R"(["Conv2d",{"PixelShuffle":0}])",
        R"([{"PixelShuffle":1},"Conv2d"])",
        R"(["Conv2d",{"Residual":[]}])",
        R"(["Conv2d","Residual"])",
        R"(["Conv2d",{"ReLU":1}])",
        R"(["Conv2d",{"Residual":[{"PixelShuffle":2}]}])",
        R"(["Conv2d",{"Conv2d":{},"ReLU":{}}])",
        R"(["Conv2d",{"Residual":[{"Residual":[{"Residual":[{"Residual":["ReLU"]}]}]}]},"x"])"})
    EXPECT_THROW(with(layers), corrupt_error) << layers;
  auto none = network_of({conv(1, 1, 1)}, 1);
  EXPECT_THROW((sequential_network{none.file(), "other"}), corrupt_error);
  EXPECT_THROW((sequential_network{network_of({conv(1, 1, 2)}, 1).file(), "net"}), corrupt_error);
  EXPECT_THROW((sequential_network{network_of({conv(1, 1, 9)}, 0.1).file(), "net"}), corrupt_error);
  EXPECT_THROW((sequential_network{network_of({conv(3, 4, 1), conv(5, 4, 1)}, 1).file(), "net"}),
               corrupt_error);
  EXPECT_THROW(
      (sequential_network{network_of({conv(4, 4, 1), residual({relu, conv(4, 5, 1)})}, 1).file(), "net"}),
      corrupt_error);
  EXPECT_THROW(
      (sequential_network{network_of({conv(4, 4, 1), residual({conv(4, 4, 1, 2)})}, 1).file(), "net"}),
      corrupt_error);
  EXPECT_THROW((sequential_network{network_of({conv(1, 40, 1)}, 30).file(), "net"}), domain_error);
  EXPECT_THROW((sequential_network{network_of({conv(40, 1, 7)}, 4).file(), "net"}), domain_error);
}

TEST(sequential_network, refuses_grids_and_numbers_that_are_none) {
  const auto m = network_of({conv(1, 4, 1), shuffle(2), unshuffle(4), conv(16, 1, 1)}, 0.5);
  const sequential_network net{m.file(), "net"};
  std::vector<std::int16_t> in(8);
  std::vector<std::int32_t> out(2);
  EXPECT_NO_THROW(net.run({2, 4}, in, out));
  EXPECT_THROW(net.run({4, 2}, in, std::span{out}.first(1)), domain_error);
  EXPECT_THROW(net.run({1, 8}, in, out), domain_error);
  EXPECT_THROW(net.run({0, 8}, {}, {}), domain_error);
  EXPECT_THROW((void)net.size_of({1 << 16, 2}), domain_error);
  EXPECT_THROW((void)net.size_of({1 << 15, 1 << 15}), domain_error);
  EXPECT_THROW(net.run({2, 4}, std::span{in}.first(7), out), domain_error);
  EXPECT_THROW(net.run({2, 4}, in, std::vector<std::int16_t>(2), out), domain_error);
  const auto cut = network_of({conv(1, 4, 1), residual({conv(4, 16, 1, 2), shuffle(2)})}, 0.5);
  const sequential_network even{cut.file(), "net"};
  EXPECT_EQ(even.size_of({4, 6}), (grid{4, 6}));
  EXPECT_THROW((void)even.size_of({4, 5}), domain_error);
  in[3] = sequential_network::bound + 1;
  EXPECT_THROW(net.run({2, 4}, in, out), domain_error);
  EXPECT_NE(net.identity(), (sequential_network{network_of({conv(1, 4, 1)}, 0.5).file(), "net"}.identity()));
}

}  // namespace
}  // namespace ansatz
