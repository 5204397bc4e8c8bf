#include <gtest/gtest.h>

#include <ansatz/model/categorical.hpp>
#include <array>
#include <limits>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<categorical_model>);

categorical_model counts(std::vector<std::uint32_t> c) { return categorical_model::from_counts(c); }
categorical_model weights(std::vector<std::uint64_t> w, unsigned bits) {
  return categorical_model::from_weights(w, bits);
}

TEST(categorical_model, of_counts_tiles_and_never_finds_an_impossible_symbol) {
  EXPECT_EQ(testing::tiling_violation(counts({3, 0, 0, 7, 1, 0}), testing::range<std::uint32_t>(0, 5)), "");
  EXPECT_EQ(testing::tiling_violation(counts({0, 1}), testing::range<std::uint32_t>(0, 1)), "");
  EXPECT_EQ(testing::tiling_violation(counts({1u << 31}), {0}), "");
}

TEST(categorical_model, of_weights_sums_to_the_total_and_keeps_the_possible_possible) {
  constexpr std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();
  for (const auto& w : std::vector<std::vector<std::uint64_t>>{
           {1}, {1, 1, 1}, {0, 5, 0, 1}, {huge, huge, 1, 0, huge}, {1, huge}})
    for (const unsigned bits : {3u, 8u, 16u, 31u}) {
      const auto m = weights(w, bits);
      EXPECT_EQ(m.total().count(), std::uint32_t{1} << bits);
      EXPECT_EQ(testing::tiling_violation(
                    m, testing::range<std::uint32_t>(0, static_cast<std::uint32_t>(w.size()) - 1)),
                "");
      for (std::uint32_t x = 0; x < w.size(); ++x) EXPECT_EQ(m.interval_of(x).freq == 0, w[x] == 0);
    }
}

TEST(categorical_model, refuses_what_is_no_distribution) {
  EXPECT_THROW(counts({}), domain_error);
  EXPECT_THROW(counts({0, 0}), domain_error);
  EXPECT_THROW(counts({1u << 31, 1}), domain_error);
  EXPECT_THROW(weights({}, 8), domain_error);
  EXPECT_THROW(weights({0}, 8), domain_error);
  EXPECT_THROW(weights({1, 1, 1, 1, 1}, 2), domain_error);
  EXPECT_THROW(counts({1, 2}).interval_of(2), domain_error);
}

}  // namespace
}  // namespace ansatz
