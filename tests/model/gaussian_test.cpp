#include <gtest/gtest.h>

#include <ansatz/model/gaussian.hpp>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<gaussian_model> && model<floored_gaussian_model>);
constexpr std::int32_t one = 1 << 24;

TEST(gaussian_model, of_the_prior_is_uniform) {
  const bucket_set b = equal_mass_buckets(6);
  const gaussian_model m{b, {0, 1 << 16}, 12};
  for (std::uint32_t i = 0; i < 64; ++i) EXPECT_NEAR(m.interval_of(i).freq, 64, 1) << i;
}

TEST(gaussian_model, tiles_at_ordinary_and_at_extreme_parameters) {
  const bucket_set b = equal_mass_buckets(8);
  const auto symbols = testing::range<std::uint32_t>(0, 255);
  for (const std::int32_t mean : {INT32_MIN, -8 * one, -one, -1, 0, one / 3, 3 * one, INT32_MAX})
    for (const std::uint32_t inverse : {1u, 1000u, 1u << 16, 1u << 20, 1u << 30})
      for (const unsigned bits : {8u, 16u, 31u})
        ASSERT_EQ(testing::tiling_violation(gaussian_model{b, {mean, inverse}, bits}, symbols), "")
            << mean << ' ' << inverse;
}

TEST(floored_gaussian_model, tiles_and_leaves_every_bucket_possible) {
  const bucket_set b = equal_mass_buckets(8);
  const auto symbols = testing::range<std::uint32_t>(0, 255);
  for (const std::int32_t mean : {INT32_MIN, -one, 0, 3 * one, INT32_MAX})
    for (const std::uint32_t inverse : {1u, 1u << 16, 1u << 20, 1u << 30})
      for (const unsigned bits : {8u, 16u, 31u}) {
        const floored_gaussian_model m{b, {mean, inverse}, bits};
        ASSERT_EQ(testing::tiling_violation(m, symbols), "") << mean << ' ' << inverse;
        for (const std::uint32_t x : symbols) ASSERT_GE(m.interval_of(x).freq, 1u) << mean << ' ' << inverse;
      }
  EXPECT_THROW((floored_gaussian_model{b, {0, 1}, 7}), domain_error);
}

TEST(gaussian_model, refuses_a_standard_deviation_that_is_none) {
  const bucket_set b = equal_mass_buckets(8);
  EXPECT_THROW((gaussian_model{b, {0, 0}, 16}), domain_error);
  EXPECT_THROW((gaussian_model{b, {0, (1u << 30) + 1}, 16}), domain_error);
  EXPECT_THROW((gaussian_model{b, {0, 1}, 16}.interval_of(256)), domain_error);
}

}  // namespace
}  // namespace ansatz
