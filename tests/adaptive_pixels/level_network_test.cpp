#include <gtest/gtest.h>

#include <adaptive_pixels/private/level_network.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "sentence_of.hpp"
#include "small_model.hpp"
#include "targets.hpp"

namespace ansatz::detail {
namespace {

using testing::random_tensors;
using testing::sentence_of;
using testing::small_pixel_tensors;

level_view drawn_view(std::size_t inputs, std::uint64_t seed) {
  level_view v;
  const supply words = supply::seeded(seed);
  for (std::size_t i = 0; i < inputs; ++i) v.add(static_cast<std::int64_t>(words.word(i) >> 8 & 1023) - 512);
  v.mean = static_cast<std::int32_t>(words.word(100) & 0xffff);
  v.unit = 26 + static_cast<std::int32_t>(words.word(101) & 0xfff);
  v.inverse = (1 << 24) / v.unit;
  return v;
}

/// The same in real numbers.
std::vector<double> real_outputs(const random_tensors& t, const std::string& name, const level_view& v) {
  std::vector<double> x;
  for (std::size_t i = 0; i < v.count; ++i) x.push_back(v.inputs[i] / 256.0);
  for (const char* layer : {".layer1", ".layer2", ".layer3"}) {
    const auto &w = t.values.at(name + layer + ".weight"), &b = t.values.at(name + layer + ".bias");
    std::vector<double> y = b;
    for (std::size_t j = 0; j < y.size(); ++j)
      y[j] =
          std::inner_product(x.begin(), x.end(), w.begin() + static_cast<std::ptrdiff_t>(j * x.size()), y[j]);
    if (y.size() != 9)
      for (double& o : y) o = std::clamp(o, 0.0, 32.0);
    x = y;
  }
  return x;
}

class level_networks : public testing::each_target {};

TEST_P(level_networks, say_what_real_ones_say) {
  const random_tensors t = small_pixel_tensors(11);
  const std::string name = "blended.plane1";
  const level_network network{t.file(), name, inputs_of_view(1, true)};
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const level_view v = drawn_view(inputs_of_view(1, true), seed);
    const auto y = real_outputs(t, name, v);
    const level_mixture m = network(v);
    const double most = std::max({y[0], y[1], y[2]});
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) sum += std::exp(y[k] - most);
    for (std::size_t k = 0; k < 3; ++k) {
      EXPECT_NEAR(m.weights[k] * 0x1p-30, std::exp(y[k] - most) / sum, 0.01) << seed;
      EXPECT_NEAR(m.parts[k].mean / 65536.0, (v.mean + y[3 + k] * v.unit) / 256, 0.02 * v.unit / 256 + 0.01)
          << seed;
      const double inverse =
          std::clamp(std::exp(-std::clamp(y[6 + k], -6.0, 6.0)) * 256 / v.unit, 0x1p-7, 0x1p6);
      EXPECT_NEAR(m.parts[k].inverse_scale * 0x1p-24 / inverse, 1, 0.02) << seed;
    }
    EXPECT_EQ(std::accumulate(m.weights.begin(), m.weights.end(), std::uint64_t{0}), 1u << 30);
    EXPECT_EQ(m.weights[3], 1u << 16);
  }
}

TEST_P(level_networks, give_the_same_integers) {
  const level_network network{small_pixel_tensors().file(), "single.plane2", inputs_of_view(2, false)};
  std::uint64_t h = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const level_mixture m = network(drawn_view(inputs_of_view(2, false), seed));
    for (std::size_t k = 0; k < 3; ++k)
      for (const std::uint64_t x : {std::uint64_t{m.weights[k]}, static_cast<std::uint64_t>(m.parts[k].mean),
                                    std::uint64_t{m.parts[k].inverse_scale}})
        h = (h ^ x) * 0x9e3779b97f4a7c15;
  }
  EXPECT_EQ(h, 3351118767260937991u);
}

INSTANTIATE_TEST_SUITE_P(of, level_networks, testing::all_targets(), testing::target_name);

TEST(level_mixture, is_monotone_and_whole) {
  const level_network network{small_pixel_tensors().file(), "blended.plane0", inputs_of_view(0, true)};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const level_mixture m = network(drawn_view(inputs_of_view(0, true), seed));
    std::uint64_t last = 0;
    for (std::int32_t level = 0; level <= 256; ++level) {
      const std::uint64_t below = m.below(level);
      EXPECT_GE(below, last);
      EXPECT_LE(below, std::uint64_t{1} << 32);
      last = below;
    }
    EXPECT_GE(m.scale(), 1);
    const auto model = m.model(24);
    std::uint64_t cells = 0;
    for (unsigned level = 0; level < 256; ++level) {
      const interval i = model.interval_of(static_cast<std::uint8_t>(level));
      EXPECT_EQ(i.start, cells);
      cells += i.freq;
    }
    EXPECT_EQ(cells, 1u << 24);
  }
}

TEST(pixel_model, refuses_other_tensors) {
  const auto refused = [](const auto& change) {
    random_tensors t = small_pixel_tensors();
    change(t);
    return sentence_of([&] { pixel_model{t.file()}; });
  };
  const std::string w = "blended.plane1.layer2.weight", b = "single.plane0.layer1.bias";
  EXPECT_EQ(refused([&](random_tensors& t) { t.shapes.erase(w), t.values.erase(w); }),
            "the model has no tensor blended.plane1.layer2.weight");
  EXPECT_EQ(refused([&](random_tensors& t) { t.shapes[w] = {25, 1}; }),
            "the model: the tensor blended.plane1.layer2.weight has the shape (25, 1), its place needs (25, "
            "5), (outputs, inputs)");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[w][3] = std::numeric_limits<double>::quiet_NaN(); }),
            "the model: the tensor blended.plane1.layer2.weight holds a NaN or an absurd number");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[w][3] = 8.5; }),
            "the model: the layer blended.plane1.layer2 has a weight that is too large");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[b][0] = std::numeric_limits<double>::infinity(); }),
            "the model: the tensor single.plane0.layer1.bias holds a NaN or an absurd number");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[b][0] = 1e9; }),
            "the model: the layer single.plane0.layer1 has a weight that is too large");
}

TEST(pixel_model, is_known_by_its_weights) {
  random_tensors t = small_pixel_tensors();
  const std::uint64_t own = pixel_model{t.file()}.fingerprint();
  EXPECT_EQ(pixel_model{t.file()}.fingerprint(), own);
  t.values["blended.plane2.layer3.bias"][8] += 0.01;
  EXPECT_NE(pixel_model{t.file()}.fingerprint(), own);
}

}  // namespace
}  // namespace ansatz::detail
