#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/mixing/logit.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <limits>
#include <resampled/private/bitmap_network.hpp>

#include "random_tensors.hpp"
#include "sentence_of.hpp"
#include "small_model.hpp"
#include "targets.hpp"

namespace ansatz::detail {
namespace {

using testing::random_tensors;
using testing::sentence_of;

constexpr std::size_t inputs = 90;

random_tensors tensors(std::uint64_t units, std::uint64_t second) {
  random_tensors t;
  t.add("n.layer1.weight", {inputs, units}, 0.4);
  t.add("n.layer1.bias", {units}, 1);
  t.add("n.layer2.weight", {units, second}, 0.4);
  t.add("n.layer2.bias", {second}, 1);
  t.add("n.layer3.weight", {second, 1}, 1);
  t.add("n.layer3.bias", {1}, 1);
  return t;
}

std::vector<double> layer(const random_tensors& t, const std::string& name, const std::vector<double>& x) {
  const auto& w = t.values.at(name + ".weight");
  std::vector<double> y = t.values.at(name + ".bias");
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t j = 0; j < y.size(); ++j) y[j] += x[i] * w[i * y.size() + j];
  return y;
}
std::vector<double> rectified(std::vector<double> x) {
  for (double& v : x) v = std::clamp(v, 0.0, 32.0);
  return x;
}

class bitmap_networks : public testing::each_target {};

TEST_P(bitmap_networks, say_what_real_ones_say) {
  for (const auto& [units, second] : {std::pair{1u, 1u}, {37u, 7u}, {80u, 33u}}) {
    const random_tensors t = tensors(units, second);
    const bitmap_network network{t.file(), "n", inputs};
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      const supply words = supply::seeded(seed);
      std::vector<double> x(inputs);
      std::vector<std::uint16_t> first, rest;
      for (std::size_t i = 0; i < inputs; ++i)
        if (words.word(i) % 3 == 0) {
          x[i] = 1;
          (i < 40 ? first : rest).push_back(static_cast<std::uint16_t>(i));
        }
      const auto y =
          layer(t, "n.layer3", rectified(layer(t, "n.layer2", rectified(layer(t, "n.layer1", x)))));
      std::vector<std::int16_t> begun;
      network.begin(first, begun);
      EXPECT_NEAR(network.logit(begun, rest) / 65536.0, std::clamp(y[0], -23.0, 23.0), 0.6);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(targets, bitmap_networks, testing::all_targets(), testing::target_name);

TEST(bitmap_network, is_the_same_on_every_target) {
  const random_tensors t = tensors(80, 33);
  const bitmap_network network{t.file(), "n", inputs};
  std::vector<std::int32_t> expected;
  for (const std::int64_t target : {std::int64_t{0}, std::int64_t{HWY_STATIC_TARGET}}) {
    testing::each_target::use(target);
    std::vector<std::int32_t> logits;
    for (std::uint16_t i = 0; i + 30 < static_cast<std::uint16_t>(inputs); ++i) {
      std::vector<std::int16_t> begun;
      network.begin(std::vector<std::uint16_t>{i}, begun);
      logits.push_back(network.logit(begun, std::vector<std::uint16_t>{static_cast<std::uint16_t>(i + 7),
                                                                       static_cast<std::uint16_t>(i + 30)}));
    }
    if (expected.empty()) expected = logits;
    EXPECT_EQ(logits, expected);
  }
  testing::each_target::use(0);
}

std::string refusal(auto&& change) {
  random_tensors t = tensors(3, 2);
  change(t);
  return sentence_of([&] { bitmap_network{t.file(), "n", inputs}; });
}

TEST(bitmap_network, says_what_is_wrong) {
  EXPECT_EQ(refusal([](auto&) {}), "nothing");
  const auto set = [](const char* name, double x) {
    return refusal([&](auto& t) { t.values[name][0] = x; });
  };
  EXPECT_EQ(set("n.layer1.weight", 300), "the model: the layer n.layer1 has a weight that is too large");
  EXPECT_EQ(set("n.layer2.weight", -40), "the model: the layer n.layer2 has a weight that is too large");
  EXPECT_EQ(set("n.layer3.weight", 33), "the model: the layer n.layer3 has a weight that is too large");
  EXPECT_NE(set("n.layer3.bias", std::numeric_limits<double>::quiet_NaN()), "nothing");
  EXPECT_EQ(refusal([](auto& t) {
              for (std::size_t i = 0; i < 5; ++i) t.values["n.layer1.weight"][3 * i] = 100;
            }),
            "the model: the layer n.layer1 has weights that are too large together");
  EXPECT_EQ(refusal([](auto& t) {
              t = tensors(64, 2);
              for (std::size_t i = 0; i < 64; ++i) t.values["n.layer2.weight"][2 * i] = 31;
            }),
            "the model: the layer n.layer2 has weights that are too large together");
  EXPECT_EQ(refusal([](auto& t) { t.shapes["n.layer1.weight"] = {3 * inputs}; }),
            "the model: the layer n.layer1 has no such number of units");
  EXPECT_EQ(sentence_of([] { bitmap_network{tensors(3, 65).file(), "n", inputs}; }),
            "the model: the layer n.layer2 has no such number of units");
  EXPECT_NE(sentence_of([] { bitmap_network{tensors(3, 2).file(), "n", inputs + 1}; }), "nothing");
}

}  // namespace
}  // namespace ansatz::detail
