#include <gtest/gtest.h>

#include <ansatz/mixing/counter.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>

namespace ansatz {
namespace {

static_assert(decision_counter<bit_counts> && decision_counter<adaptive_probability>);
static_assert(sizeof(bit_counts) == 2 && sizeof(adaptive_probability) == 8);

template <class C>
C after(int zeros, int ones) {
  C c;
  for (int i = 0; i < zeros; ++i) c.learn(false);
  for (int i = 0; i < ones; ++i) c.learn(true);
  return c;
}

TEST(counter, that_is_fresh_knows_nothing) {
  EXPECT_EQ(bit_counts{}.logit(), 0);
  EXPECT_EQ(adaptive_probability{}.logit(), 0);
  EXPECT_EQ(bit_counts{}.seen() + adaptive_probability{}.seen(), 0u);
}

TEST(counter, of_counts_is_the_estimate_of_krichevsky_and_trofimov) {
  for (int n = 0; n <= 255; ++n) {
    EXPECT_NEAR(after<bit_counts>(0, n).logit(), std::log(2 * n + 1) * one_logit, 12) << n;
    EXPECT_EQ(after<bit_counts>(n, 0).logit(), -after<bit_counts>(0, n).logit());
  }
  EXPECT_EQ(after<bit_counts>(0, 300), after<bit_counts>(0, 255));
  EXPECT_EQ(after<bit_counts>(25, 1).seen(), 16u);  // 25 zeros: 5 and half of the other 20
  EXPECT_EQ(after<bit_counts>(5, 1).seen(), 6u);
}

TEST(counter, of_a_probability_is_first_a_mean) {
  for (int zeros : {1, 3, 10, 100})
    for (int ones : {0, 1, 7, 50}) {
      const auto c = after<adaptive_probability>(zeros, ones);
      const double mean = (ones + 0.25) / (zeros + ones + 0.5);  // one miss by 1 / (n + 3/2) after another
      EXPECT_NEAR(static_cast<double>(c.probability()) / 4294967296.0, mean, 1e-8);
      EXPECT_EQ(c.seen(), static_cast<std::uint32_t>(zeros + ones));
    }
}

TEST(counter, of_a_probability_goes_deep_and_is_never_certain) {
  adaptive_probability down, up;
  for (int i = 0; i < 200000; ++i) {
    down.learn(false);
    up.learn(true, 20);
  }
  EXPECT_LE(down.probability(), 1u);
  EXPECT_EQ(down.logit(), -most_logit);
  EXPECT_GE(up.probability(), 0xffffffffu - 1);
  EXPECT_EQ(up.seen(), 20u);
  up.learn(false, 20);
  EXPECT_LT(up.logit(), 4 * one_logit);
  down.learn(true);
  EXPECT_GT(down.logit(), -8 * one_logit);
}

TEST(counter, of_a_probability_follows_what_changes) {
  adaptive_probability c;
  for (std::uint64_t i = 0; i < 20000; ++i) c.learn(supply::seeded(3).word(i) % 1000 < 3);
  EXPECT_NEAR(c.logit() / 65536.0, std::log(0.003 / 0.997), 0.7);
  for (std::uint64_t i = 0; i < 20000; ++i) c.learn(supply::seeded(4).word(i) % 10 < 3);
  EXPECT_NEAR(c.logit() / 65536.0, std::log(0.3 / 0.7), 0.15);
}

TEST(counter, begins_where_it_is_told) {
  EXPECT_EQ(adaptive_probability(1u << 20, 5).probability(), 1u << 20);
  EXPECT_EQ(adaptive_probability(1u << 20, 5).seen(), 5u);
  EXPECT_EQ(adaptive_probability(0).probability(), 1u);
  EXPECT_EQ(adaptive_probability(std::uint64_t{1} << 40, 5000).seen(), 1023u);
}

}  // namespace
}  // namespace ansatz
