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

/// The search for what nobody owns would not end.
TEST(gaussian_model, refuses_a_cell_beyond_its_total) {
  const bucket_set buckets = integer_buckets(10);
  for (const std::uint32_t cell : {1u << 8, (1u << 8) + 1, 1u << 31, UINT32_MAX}) {
    EXPECT_THROW((void)gaussian_model(buckets, {}, 8).find(cell), domain_error);
    EXPECT_THROW((void)floored_gaussian_model(buckets, {}, 8).find(cell), domain_error);
  }
}

}  // namespace
}  // namespace ansatz
