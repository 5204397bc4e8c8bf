#include <gtest/gtest.h>

#include <ansatz/model/gaussian.hpp>

#include "on_buckets.hpp"

namespace ansatz {
namespace {

static_assert(model<gaussian_model> && model<floored_gaussian_model>);

TEST(gaussian_model, of_the_prior_is_uniform) {
  const bucket_set b = equal_mass_buckets(6);
  const gaussian_model m{b, {0, 1 << 16}, 12};
  for (std::uint32_t i = 0; i < 64; ++i) EXPECT_NEAR(m.interval_of(i).freq, 64, 1) << i;
}

TEST(gaussian_model, tiles_and_refuses_what_is_no_distribution) {
  testing::expect_tiles_on<gaussian_model, floored_gaussian_model>(equal_mass_buckets(8));
}

}  // namespace
}  // namespace ansatz
