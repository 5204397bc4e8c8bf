#include <gtest/gtest.h>

#include <ansatz/model/uniform.hpp>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<uniform_model>);
static_assert(uniform_model{7}.find(3).symbol == 3 && uniform_model{7}.interval_of(3) == interval{3, 1});

TEST(uniform_model, tiles) {
  for (const std::uint32_t n : {1u, 2u, 3u, 255u, 256u, 1000u})
    EXPECT_EQ(testing::tiling_violation(uniform_model{n}, testing::range<std::uint32_t>(0, n - 1)), "");
}

TEST(uniform_model, refuses_what_is_out_of_range) {
  EXPECT_THROW(uniform_model{0}, domain_error);
  EXPECT_THROW(uniform_model{max_total + 1}, domain_error);
  EXPECT_THROW(uniform_model{7}.interval_of(7), domain_error);
}

/// Models that break law 4 in one way each.
struct gap {
  using symbol_type = std::uint32_t;
  static precision total() { return precision{4}; }
  static interval interval_of(std::uint32_t x) { return {x + (x > 7 ? 1 : 0), 1}; }
  static found<std::uint32_t> find(std::uint32_t cell) { return {cell, {cell, 1}}; }
};
struct short_of_total {
  using symbol_type = std::uint32_t;
  static precision total() { return precision{4}; }
  static interval interval_of(std::uint32_t x) { return {x, 1}; }
  static found<std::uint32_t> find(std::uint32_t cell) { return {cell, {cell, 1}}; }
};
struct off_by_one {
  using symbol_type = std::uint32_t;
  static precision total() { return precision{4}; }
  static interval interval_of(std::uint32_t x) { return {4 * x, 4}; }
  static found<std::uint32_t> find(std::uint32_t cell) {
    const std::uint32_t x = (cell + (cell == 7 ? 1 : 0)) / 4;
    return {x, interval_of(x)};
  }
};
struct overlap {
  using symbol_type = std::uint32_t;
  static precision total() { return precision{4}; }
  static interval interval_of(std::uint32_t x) { return {4 * x, x == 1 ? 5u : 4u}; }
  static found<std::uint32_t> find(std::uint32_t cell) { return {cell / 4, interval_of(cell / 4)}; }
};

TEST(mutants, of_law_4_are_caught) {
  EXPECT_NE(testing::tiling_violation(gap{}, testing::range<std::uint32_t>(0, 15)), "");
  EXPECT_NE(testing::tiling_violation(short_of_total{}, testing::range<std::uint32_t>(0, 14)), "");
  EXPECT_NE(testing::tiling_violation(overlap{}, testing::range<std::uint32_t>(0, 3)), "");
  EXPECT_NE(testing::tiling_violation(off_by_one{}, testing::range<std::uint32_t>(0, 3)), "");
}

}  // namespace
}  // namespace ansatz
