#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/mixing/probability_map.hpp>
#include <ansatz/stack/supply.hpp>
#include <cmath>
#include <cstdlib>

namespace ansatz {
namespace {

TEST(probability_map, changes_nothing_at_first) {
  probability_map map{2};
  for (std::int32_t t = -15 * one_logit; t <= 15 * one_logit; t += 997)
    ASSERT_LE(std::abs(map.refine(t, 1) - t), t < -11 * one_logit || t > 11 * one_logit ? 1 << 10 : 4) << t;
  EXPECT_LT(map.refine(INT32_MIN, 0), -22 * one_logit);
  EXPECT_GT(map.refine(INT32_MAX, 0), 22 * one_logit);
}

TEST(probability_map, learns_what_a_prediction_is_worth_in_each_context) {
  probability_map map{2};
  const std::int32_t said = 2 * one_logit;  // 0.88, where it is 0.5 in context 0 and so in context 1
  for (std::uint64_t i = 0; i < 4000; ++i) {
    map.refine(said, 0);
    map.learn(supply::seeded(6).word(i) % 2 == 0);
    map.refine(said, 1);
    map.learn(supply::seeded(7).word(i) % 100 < 88);
  }
  EXPECT_NEAR(map.refine(said, 0) / 65536.0, 0, 0.25);
  EXPECT_NEAR(map.refine(said, 1) / 65536.0, 2, 0.25);
}

TEST(probability_map, refuses_what_is_out_of_range) {
  EXPECT_THROW(probability_map{0}, domain_error);
  EXPECT_THROW((probability_map{1, 2000}), domain_error);
  EXPECT_THROW((probability_map{1, 6, 0}), domain_error);
  probability_map map{3};
  EXPECT_THROW(map.refine(0, 3), domain_error);
}

}  // namespace
}  // namespace ansatz
