#include <gtest/gtest.h>

#include <ansatz/model/normal_cdf.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include "cdf_check.hpp"

namespace ansatz {
namespace {

using real = boost::multiprecision::cpp_bin_float_50;

real exact(std::int64_t t) {
  return boost::math::erfc(-real{t} / (1 << 24) / sqrt(real{2})) / 2 * (std::uint64_t{1} << 32);
}

static_assert(normal_cdf(0) == std::uint64_t{1} << 31);
static_assert(normal_cdf(-(8 << 24)) == 0 && normal_cdf(INT64_MIN) == 0);
static_assert(normal_cdf(8 << 24) == std::uint64_t{1} << 32 && normal_cdf(INT64_MAX) == std::uint64_t{1}
                                                                                            << 32);

TEST(normal_cdf, nodes_are_rounded_to_nearest) {
  for (std::int64_t i = 0; i <= 8192; ++i) {
    const real gap = abs(exact(-i << 14) - detail::normal_tail[static_cast<std::size_t>(i)]);
    ASSERT_LT(gap, 0.501) << i;
  }
}

TEST(normal_cdf, is_within_two_to_the_minus_24) {
  for (std::int64_t t = -(8 << 24); t < 8 << 24; t += 99991)
    ASSERT_LT(abs(exact(t) - normal_cdf(t)), 256) << t;
}

TEST(normal_cdf, is_monotone_and_symmetric_at_every_argument) {
#ifdef __SANITIZE_ADDRESS__
  constexpr std::int64_t step = 97;
#else
  constexpr std::int64_t step = 1;
#endif
  testing::expect_monotone_and_symmetric(normal_cdf, 8 << 24, step);
}

}  // namespace
}  // namespace ansatz
