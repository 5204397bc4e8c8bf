#include <gtest/gtest.h>

#include <ansatz/primitive/weighted.hpp>

namespace ansatz {
namespace {

TEST(weighted, shares_the_total_in_proportion) {
  const auto m = weighted(4, [](std::uint32_t x) { return std::uint64_t{x} * x; }, 16).distribution;
  EXPECT_EQ(m.total().count(), 1u << 16);
  EXPECT_EQ(m.interval_of(0).freq, 0u);
  EXPECT_NEAR(m.interval_of(1).freq, 65536 / 14, 2);
  EXPECT_NEAR(m.interval_of(2).freq, 4 * 65536 / 14, 2);
  EXPECT_NEAR(m.interval_of(3).freq, 9 * 65536 / 14, 3);
}

TEST(weighted, refuses_what_has_no_weight) {
  EXPECT_THROW(weighted(3, [](std::uint32_t) { return 0u; }, 8), domain_error);
  EXPECT_THROW(weighted(0, [](std::uint32_t) { return 1u; }, 8), domain_error);
}

}  // namespace
}  // namespace ansatz
