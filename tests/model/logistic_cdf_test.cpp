#include <gtest/gtest.h>

#include <ansatz/model/logistic_cdf.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include "cdf_check.hpp"

namespace ansatz {
namespace {

using real = boost::multiprecision::cpp_bin_float_50;

real exact(std::int64_t t) { return (std::uint64_t{1} << 32) / (1 + exp(-real{t} / 65536)); }

static_assert(logistic_cdf(0) == std::uint64_t{1} << 31);
static_assert(logistic_cdf(INT64_MIN) == 0 && logistic_cdf(INT64_MAX) == std::uint64_t{1} << 32);

TEST(logistic_cdf, nodes_are_rounded_to_nearest) {
  for (std::int64_t i = 0; i <= 3072; ++i)
    ASSERT_LT(abs(exact(-i * 512) - detail::logistic_tail[static_cast<std::size_t>(i)]), 0.501) << i;
}

TEST(logistic_cdf, has_tails_of_small_relative_error) {
  for (std::int64_t t = -(24 << 16); t <= 0; t += 1009)
    ASSERT_LT(abs(exact(t) - logistic_cdf(t)), 1.5 + exact(t) / 65536) << t;
}

TEST(logistic_cdf, is_monotone_and_symmetric_at_every_argument) {
  testing::expect_monotone_and_symmetric(logistic_cdf, 24 << 16);
}

}  // namespace
}  // namespace ansatz
