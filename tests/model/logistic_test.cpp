#include <gtest/gtest.h>

#include <ansatz/model/logistic.hpp>
#include <cmath>

#include "on_buckets.hpp"

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

TEST(logistic_model, tiles_and_refuses_what_is_no_distribution) {
  testing::expect_tiles_on<logistic_model, floored_logistic_model>(equal_mass_buckets(8));
  testing::expect_tiles_on<logistic_model, floored_logistic_model>(integer_buckets(200));
}

}  // namespace
}  // namespace ansatz
