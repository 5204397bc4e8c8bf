#include <ansatz/model/alias_table.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/two_uniforms.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

constexpr std::array masses{20u, 1u, 30u, 9u, 3u, 33u};  // of 96
categorical_model in_order() { return categorical_model::from_counts(masses); }
alias_table aliased() { return alias_table{masses}; }
const auto symbols = rc::gen::inRange(0u, 6u);

ANSATZ_LAWS(two_uniforms_categorical, two_uniforms(in_order()), symbols);
ANSATZ_LAWS(two_uniforms_alias, two_uniforms(aliased()), symbols);

/// On the exact stack the fused codec and the composed one do the same, for pushes and for pops.
template <class Model>
void expect_equal_on_the_exact_stack(const Model& m) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    exact_stack fused = testing::midlife<exact_stack>::from(seed), composed = fused;
    const auto x = static_cast<std::uint32_t>(seed % 6);
    modelled(m).push(fused, x);
    two_uniforms(m).push(composed, x);
    ASSERT_EQ(fused, composed);
    for (int i = 0; i < 3; ++i) ASSERT_EQ(modelled(m).pop(fused), two_uniforms(m).pop(composed));
    ASSERT_EQ(fused, composed);
  }
}
TEST(two_uniforms, is_the_fused_codec_on_the_exact_stack) {
  expect_equal_on_the_exact_stack(in_order());
  expect_equal_on_the_exact_stack(aliased());
}

/// What the fused codec is on a streaming stack: both uniforms in one window, [k M, k M 2^w), with no
/// renormalisation between. Here on the small stack, by the definition.
template <class Model>
std::pair<std::uint64_t, std::vector<std::uint8_t>> windowed(const testing::rans_stack_32_8& s,
                                                             const Model& m, std::uint32_t x) {
  constexpr std::uint64_t lower = testing::rans_stack_32_8::lower_bound;
  std::vector<std::uint8_t> tail{s.words().begin(), s.words().end()};
  std::uint64_t h = s.head();
  const std::uint64_t n = m.total().count(), freq = m.interval_of(x).freq, k = lower / n;
  while (h >= (k * freq) << 8) {
    tail.push_back(static_cast<std::uint8_t>(h));
    h >>= 8;
  }
  const auto rank = static_cast<std::uint32_t>(h % freq);
  h = h / freq * n + m.interval_of(x).cell(rank);
  if (h < lower) {
    h = h << 8 | tail.back();
    tail.pop_back();
  }
  return {h, tail};
}
template <class Model>
void expect_fused_is_windowed(const Model& m) {
  int differ = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    const auto before = testing::midlife<testing::rans_stack_32_8>::from(seed);
    const auto x = static_cast<std::uint32_t>(seed % 6);
    auto fused = before, composed = before;
    modelled(m).push(fused, x);
    const auto [head, tail] = windowed(before, m, x);
    ASSERT_EQ(fused.head(), head);
    ASSERT_TRUE(std::ranges::equal(fused.words(), tail));
    two_uniforms(m).push(composed, x);
    differ += fused == composed ? 0 : 1;
    // Either form reads from the other's stack the symbol, but may not leave the stack.
    ASSERT_EQ(modelled(m).pop(composed), x);
  }
  EXPECT_GT(differ, 0) << "the two have formats of their own";
}
TEST(two_uniforms, differs_from_the_fused_codec_on_a_streaming_stack_by_its_window) {
  // A total that leaves a wide gap between the windows: k = floor(2^24 / N) small.
  const auto large =
      categorical_model::from_counts(std::array{2000000u, 1000000u, 3000000u, 900000u, 300000u, 1800000u});
  expect_fused_is_windowed(large);
  expect_fused_is_windowed(alias_table{std::array{2000000u, 1000000u, 3000000u, 900000u, 300000u, 1800000u}});
}

TEST(two_uniforms, pays_as_the_fused_codec_does) {
  metered fused{rans_stack{}}, composed{rans_stack{}};
  for (std::uint32_t i = 0; i < 600; ++i) {
    modelled(aliased()).push(fused, i % 6);
    two_uniforms(aliased()).push(composed, i % 6);
  }
  EXPECT_NEAR(static_cast<double>((fused.net() - composed.net()).q24), 0, 2000);
}

TEST(two_uniforms, refuses_what_has_no_cells) {
  rans_stack s;
  EXPECT_THROW(two_uniforms(categorical_model::from_counts(std::array{0u, 2u})).push(s, 0), domain_error);
}

TEST(two_uniforms, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(two_uniforms(aliased()), 3), "0a0b58d6766e789e6a");
}

}  // namespace
}  // namespace ansatz
