#include <gtest/gtest.h>

#include <pitman_yor/pitman_yor_urn.hpp>

namespace ansatz {
namespace {

TEST(pitman_yor_urn, tiles) {
  pitman_yor_urn urn{5, 10, {.discount = 16, .concentration = 32}};
  for (const std::uint32_t v : {3u, 1u, 3u, 3u}) urn.insert(v);
  const pitman_yor_urn::drawn_or_new next{urn};
  EXPECT_EQ(next.total().count(), 4u * 64 + 32);
  EXPECT_EQ(next.interval_of(3).freq, 3u * 64 - 16);
  EXPECT_EQ(next.interval_of(1).freq, 64u - 16);
  EXPECT_EQ(next.interval_of(0).freq, 0u);
  EXPECT_EQ(next.interval_of(5).freq, 32u + 2 * 16);
  for (std::uint32_t cell = 0; cell < next.total().count();) {
    const auto [v, cells] = next.find(cell);
    EXPECT_EQ(cells.start, cell);
    EXPECT_EQ(cells, next.interval_of(v));
    cell += cells.freq;
  }
}

TEST(pitman_yor_urn, is_again_what_it_was) {
  pitman_yor_urn urn{5, 10, {.discount = 16, .concentration = 32}};
  urn.insert(2);
  urn.insert(4);
  urn.insert(2);
  urn.erase(2);
  urn.erase(4);
  const pitman_yor_urn::drawn_or_new next{urn};
  EXPECT_EQ(next.interval_of(2).freq, 64u - 16);
  EXPECT_EQ(next.interval_of(5).freq, 32u + 16);
}

}  // namespace
}  // namespace ansatz
