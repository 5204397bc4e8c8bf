#pragma once
#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/model/buckets.hpp>
#include <cstdint>

#include "tiling.hpp"

namespace ansatz::testing {

/// What Gaussian and logistic models do alike, at ordinary and at extreme parameters.
template <class Model, class Floored>
void expect_tiles_on(const bucket_set& b) {
  constexpr std::int32_t one = 1 << 24;
  const auto symbols = range<std::uint32_t>(0, b.count() - 1);
  for (const std::int32_t mean : {INT32_MIN, -8 * one, -one, -1, 0, one / 3, 3 * one, INT32_MAX})
    for (const std::uint32_t inverse : {1u, 1000u, 1u << 16, 1u << 20, 1u << 30})
      for (const unsigned bits : {8u, 16u, 31u}) {
        ASSERT_EQ(tiling_violation(Model{b, {mean, inverse}, bits}, symbols), "") << mean << ' ' << inverse;
        const Floored floored{b, {mean, inverse}, bits};
        ASSERT_EQ(tiling_violation(floored, symbols), "") << mean << ' ' << inverse;
        for (const std::uint32_t x : symbols)
          ASSERT_GE(floored.interval_of(x).freq, 1u) << mean << ' ' << inverse;
      }
  EXPECT_THROW((Model{b, {0, 0}, 16}), domain_error);
  EXPECT_THROW((Model{b, {0, (1u << 30) + 1}, 16}), domain_error);
  EXPECT_THROW((Model{b, {0, 1}, 16}.interval_of(b.count())), domain_error);
  EXPECT_THROW((Floored{b, {0, 1}, 7}), domain_error);
}

}  // namespace ansatz::testing
