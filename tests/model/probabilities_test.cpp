#include <gtest/gtest.h>

#include <ansatz/model/probabilities.hpp>
#include <array>
#include <limits>

#include "tiling.hpp"

namespace ansatz {
namespace {

TEST(categorical_from_probabilities, keeps_proportions_and_the_possible_possible) {
  const std::array p{0.5, 0.25, 0.0, 1e-300, 0.25};
  const auto m = categorical_from_probabilities(p, 16);
  EXPECT_EQ(testing::tiling_violation(m, testing::range<std::uint32_t>(0, 4)), "");
  EXPECT_NEAR(m.interval_of(0).freq, 32768, 3);
  EXPECT_EQ(m.interval_of(2).freq, 0u);
  EXPECT_EQ(m.interval_of(3).freq, 1u);
}

TEST(categorical_from_probabilities, refuses_what_is_no_distribution) {
  constexpr double inf = std::numeric_limits<double>::infinity(),
                   nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {nan, inf, -1e-9}) {
    const std::array p{0.5, bad};
    EXPECT_THROW(categorical_from_probabilities(p, 16), domain_error);
  }
  EXPECT_THROW(categorical_from_probabilities({}, 16), domain_error);
  EXPECT_THROW(categorical_from_probabilities(std::array{0.0, 0.0}, 16), domain_error);
}

}  // namespace
}  // namespace ansatz
