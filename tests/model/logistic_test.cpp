#include <gtest/gtest.h>

#include <ansatz/model/logistic.hpp>
#include <cmath>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<logistic_model> && model<floored_logistic_model>);
constexpr std::int32_t one = 1 << 24;

TEST(logistic_model, has_the_logistic_masses) {
  const bucket_set integers = integer_buckets(256);
  const logistic_model m{integers, {.mean = 3 * one + one / 4, .inverse_scale = 1 << 14}, 31};
  const auto cdf = [](double x) { return 1 / (1 + std::exp(-(x - 3.25) / 4)); };
  for (int i = 1; i < 255; ++i)
    EXPECT_NEAR(m.interval_of(static_cast<std::uint32_t>(i)).freq / 2147483648.0,
                cdf(i - 127.5) - cdf(i - 128.5), 1e-6)
        << i;
}

TEST(logistic_model, tiles_at_ordinary_and_at_extreme_parameters) {
  const bucket_set equal = equal_mass_buckets(8), integers = integer_buckets(200);
  for (const bucket_set* b : {&equal, &integers}) {
    const auto symbols = testing::range<std::uint32_t>(0, b->count() - 1);
    for (const std::int32_t mean : {INT32_MIN, -8 * one, -1, 0, one / 3, INT32_MAX})
      for (const std::uint32_t inverse : {1u, 1000u, 1u << 16, 1u << 20, 1u << 30})
        for (const unsigned bits : {8u, 16u, 31u}) {
          ASSERT_EQ(testing::tiling_violation(logistic_model{*b, {mean, inverse}, bits}, symbols), "");
          const floored_logistic_model floored{*b, {mean, inverse}, bits};
          ASSERT_EQ(testing::tiling_violation(floored, symbols), "");
          for (const std::uint32_t x : symbols) ASSERT_GE(floored.interval_of(x).freq, 1u);
        }
  }
}

TEST(logistic_model, refuses_a_scale_that_is_none) {
  const bucket_set b = equal_mass_buckets(8);
  EXPECT_THROW((logistic_model{b, {0, 0}, 16}), domain_error);
  EXPECT_THROW((logistic_model{b, {0, (1u << 30) + 1}, 16}), domain_error);
  EXPECT_THROW((logistic_model{b, {0, 1}, 16}.interval_of(256)), domain_error);
  EXPECT_THROW((floored_logistic_model{b, {0, 1}, 7}), domain_error);
}

}  // namespace
}  // namespace ansatz
