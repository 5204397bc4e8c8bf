#pragma once
#include <gtest/gtest.h>

#include <cstdint>

namespace ansatz::testing {

/// A CDF, Q32, of arguments from 0 to `end`, that is monotone and symmetric about 0.
template <class Cdf>
void expect_monotone_and_symmetric(Cdf cdf, std::int64_t end, std::int64_t step = 1) {
  std::uint64_t last = cdf(0);
  for (std::int64_t t = step; t < end + 2; t += step) {
    const std::uint64_t now = cdf(t);
    ASSERT_GE(now, last) << t;
    ASSERT_EQ(now + cdf(-t), std::uint64_t{1} << 32) << t;
    last = now;
  }
}

}  // namespace ansatz::testing
