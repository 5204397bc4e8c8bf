#include <gtest/gtest.h>

#include <ansatz/model/bernoulli.hpp>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<bernoulli_model>);
static_assert(bernoulli_model::from_logit(0, 8).interval_of(1) == interval{128, 128});

TEST(bernoulli_model, tiles_at_every_mass) {
  for (std::uint32_t ones = 0; ones <= 256; ++ones)
    EXPECT_EQ(testing::tiling_violation(bernoulli_model(ones, 8), {0, 1}), "");
}

TEST(bernoulli_model, leaves_both_symbols_possible_at_any_logit) {
  for (const std::int32_t logit : {INT32_MIN, -(40 << 16), -(15 << 16), 0, 1, 15 << 16, INT32_MAX})
    for (unsigned bits = 1; bits <= 31; ++bits) {
      const auto m = bernoulli_model::from_logit(logit, bits);
      EXPECT_EQ(testing::tiling_violation(m, {0, 1}), "");
      EXPECT_GE(m.interval_of(0).freq, 1u);
      EXPECT_GE(m.interval_of(1).freq, 1u);
    }
}

TEST(bernoulli_model, from_a_logit_is_the_logistic_function) {
  for (const unsigned bits : {8u, 16u, 24u, 31u})
    for (std::int32_t logit = -(12 << 16); logit <= 12 << 16; logit += 40961) {
      const double count = static_cast<double>(std::uint64_t{1} << bits);
      const double exact = static_cast<double>(logistic_cdf(logit)) / 4294967296.0 * count;
      EXPECT_NEAR(bernoulli_model::from_logit(logit, bits).interval_of(1).freq, exact, 2)
          << logit << ' ' << bits;
    }
  EXPECT_GT(bernoulli_model::from_logit(3 << 16, 16).interval_of(1).freq, 62000u);  // logistic(3) = 0.953
  EXPECT_LT(bernoulli_model::from_logit(3 << 16, 16).interval_of(1).freq, 62500u);
}

TEST(bernoulli_model, refuses_what_it_cannot_be) {
  EXPECT_THROW(bernoulli_model(257, 8), domain_error);
  for (const unsigned bits : {0u, 32u, 64u, 1000u})
    EXPECT_THROW(bernoulli_model::from_logit(0, bits), domain_error);
  EXPECT_THROW(bernoulli_model(1, 8).interval_of(2), domain_error);
}

}  // namespace
}  // namespace ansatz
