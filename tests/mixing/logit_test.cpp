#include <gtest/gtest.h>

#include <ansatz/mixing/logit.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>

namespace ansatz {
namespace {

constexpr std::uint64_t one = std::uint64_t{1} << 32;

static_assert(stretch(one / 2) == 0 && stretch(0) == -most_logit && stretch(one) == most_logit);
static_assert(squash(0) == one / 2 && squash(INT32_MIN) == 1 && squash(INT32_MAX) == one - 1);

std::uint32_t freq_of(std::int32_t logit, std::uint8_t x) {
  return decision(logit).distribution.interval_of(x).freq;
}

void expect_close(std::uint64_t p) {
  const double exact =
      (std::log(static_cast<double>(p)) - std::log(static_cast<double>(one - p))) * one_logit;
  ASSERT_LT(std::abs(stretch(p) - exact), 1.5) << p;
  ASSERT_EQ(stretch(one - p), -stretch(p));
}

TEST(logit, is_close_symmetric_and_monotone_around_every_node) {
  std::int32_t last = stretch(0);
  for (int octave = 0; octave < 31; ++octave)
    for (std::uint64_t i = 0; i < 256; ++i) {
      const std::uint64_t node = (std::uint64_t{256 + i} << octave) >> 8;
      for (std::uint64_t p = node > 2 ? node - 2 : 1; p <= node + 2; ++p) {
        expect_close(p);
        if (p > node) {
          ASSERT_GE(stretch(p), stretch(p - 1));
        }
      }
      ASSERT_GE(stretch(node), last);
      last = stretch(node);
    }
}

TEST(logit, is_close_at_random_and_at_all_small_probabilities) {
  for (std::uint64_t p = 1; p < 100000; ++p) expect_close(p);
  for (std::uint64_t i = 0; i < 200000; ++i)
    expect_close(
        std::max<std::uint64_t>(supply::seeded(1).word(i) >> (32 + supply::seeded(2).word(i) % 31), 1));
}

/// There and back: every 7th logit whose smaller probability has bits enough.
TEST(logit, is_undone_by_squash) {
  for (std::int32_t t = -10 * one_logit; t <= 10 * one_logit; t += 7)
    ASSERT_LE(std::abs(stretch(squash(t)) - t), 4) << t;
  for (std::uint64_t p = 1; p < one / 2; p += p / 300 + 1) {
    const auto back = static_cast<double>(squash(stretch(p)));
    ASSERT_LT(std::abs(back - static_cast<double>(p)), 2 + static_cast<double>(p) / 15000) << p;
  }
}

TEST(logit, reaches_2_to_the_minus_31) {
  const std::int32_t t = stretch(2);
  EXPECT_LT(t, -21 * one_logit);
  EXPECT_GE(squash(t), 1u);
  EXPECT_EQ(freq_of(-most_logit, 1), 1u);
  EXPECT_EQ(freq_of(most_logit, 0), 1u);
  EXPECT_EQ(miss_of(true, 1), (1 << 30) - 1);
  EXPECT_EQ(miss_of(false, one - 1), -(1 << 30));
}

}  // namespace
}  // namespace ansatz
