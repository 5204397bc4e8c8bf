#include <gtest/gtest.h>

#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <limits>

#include "sentence_of.hpp"
#include "small_model.hpp"
#include "targets.hpp"

namespace ansatz::detail {
namespace {

using testing::random_tensors;
using testing::sentence_of;
using testing::small_row_tensors;

/// The same in real numbers: units of a layer from those before it.
std::vector<double> real_layer(const random_tensors& t, const std::string& name, const std::vector<double>& x,
                               bool positive) {
  const auto &w = t.values.at(name + ".weight"), &b = t.values.at(name + ".bias");
  std::vector<double> y = b;
  for (std::size_t j = 0; j < y.size(); ++j) {
    for (std::size_t i = 0; i < x.size(); ++i) y[j] += w[j * x.size() + i] * x[i];
    if (positive) y[j] = std::clamp(y[j], 0.0, 32.0);
  }
  return y;
}

class row_networks : public testing::each_target {};

TEST_P(row_networks, say_what_real_ones_say) {
  const random_tensors t = small_row_tensors();
  const row_network network{t.file()};
  const std::size_t wide = t.values.at("rows.bias").size();
  pixel_rows walk{network.window(), 8};
  row_network::view view = network.begin();
  std::vector<std::uint32_t> rows, stay;
  const supply words = supply::seeded(4);
  for (std::size_t i = 0; i < 64; ++i) {
    const auto level = static_cast<std::uint8_t>(words.word(i) % 3 == 0 ? 0 : words.word(i) >> 8 & 255);
    const std::int32_t logit = network.look(view, walk);
    walk.rows(rows);
    std::vector<double> first = t.values.at("rows.bias");
    for (const auto* some : {&rows, &stay})
      for (const std::uint32_t row : *some)
        for (std::size_t j = 0; j < wide; ++j) first[j] += t.values.at("rows.weight")[row * wide + j];
    for (double& x : first) x = std::clamp(x, 0.0, 32.0);
    const auto second = real_layer(t, "second", first, true);
    EXPECT_NEAR(logit / 65536.0, real_layer(t, "ink", second, false)[0], 0.2) << i;

    std::array<std::uint64_t, 257> below{};
    network.distribute(view, walk, below);
    std::vector<double> logits = real_layer(t, "levels", second, false);
    const std::vector<double> kinds = real_layer(t, "kinds", second, false);
    for (std::size_t v = 0; v < 256; ++v)
      if (const std::size_t times = walk.times(static_cast<std::uint8_t>(v)); times > 0)
        logits[v] += kinds[std::min(times, row_network::seen_kinds) - 1];
    for (std::size_t k = 0; k < row_network::copied; ++k)
      logits[walk.near_level(k)] += kinds[row_network::seen_kinds + k];
    double sum = 0;
    const double most = *std::max_element(logits.begin() + 1, logits.end());
    for (std::size_t v = 1; v < 256; ++v) sum += std::exp(logits[v] - most);
    for (std::size_t v = 1; v < 256; ++v) {
      EXPECT_GT(below[v + 1], below[v]);
      EXPECT_NEAR(static_cast<double>(below[v + 1] - below[v]) / static_cast<double>(below[256]),
                  std::exp(logits[v] - most) / sum, 0.01)
          << i << ' ' << v;
    }
    walk.learn(level, [&](std::size_t row) {
      network.see(view, row);
      stay.push_back(static_cast<std::uint32_t>(row));
    });
  }
}

INSTANTIATE_TEST_SUITE_P(of, row_networks, testing::all_targets(), testing::target_name);

TEST(mixed_pixels_model, refuses_other_tensors) {
  const auto refused = [](const auto& change) {
    random_tensors t = small_row_tensors();
    change(t);
    return sentence_of([&] { mixed_pixels_model{t.file()}; });
  };
  const std::string w = "second.weight", b = "rows.bias";
  EXPECT_EQ(refused([&](random_tensors& t) { t.shapes.erase(w), t.values.erase(w); }),
            "the model has no tensor second.weight");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[w][3] = 8.5; }),
            "the model: second has a weight that is too large");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[b][0] = 1e9; }),
            "the model: rows has a weight that is too large");
  EXPECT_EQ(refused([&](random_tensors& t) { t.values[w][3] = std::numeric_limits<double>::quiet_NaN(); }),
            "the model: the tensor second.weight holds a NaN or an absurd number");
  EXPECT_EQ(refused([&](random_tensors& t) {
              t.shapes[b] = {600};
              t.values[b].resize(600);
            }),
            "the model: rows is not of 1 to 512 units");
  for (const double wrong : {3.0, 256.5, 1e9, -1.0})
    EXPECT_EQ(refused([&](random_tensors& t) { t.values["window"][0] = wrong; }),
              "the model: window is not one that there is");
  for (const double wrong : {2.0, 17.0, 3.5})
    EXPECT_EQ(refused([&](random_tensors& t) { t.values["window"][1] = wrong; }),
              "the model: window is not one that there is");
}

TEST(mixed_pixels_model, is_known_by_its_weights) {
  random_tensors t = small_row_tensors();
  const std::uint64_t own = mixed_pixels_model{t.file()}.fingerprint();
  EXPECT_EQ(mixed_pixels_model{t.file()}.fingerprint(), own);
  EXPECT_FALSE(mixed_pixels_model{t.file()}.binary());
  EXPECT_TRUE(testing::small_binary_model().binary());
  t.values["kinds.bias"][4] += 0.01;
  EXPECT_NE(mixed_pixels_model{t.file()}.fingerprint(), own);
}

}  // namespace
}  // namespace ansatz::detail
