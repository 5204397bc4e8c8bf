#include <gtest/gtest.h>

#include <block_model/stub_urn.hpp>

namespace ansatz {
namespace {

const std::vector<std::uint32_t> degrees_of_five{2, 1, 3, 1, 1}, blocks_of_five{0, 1, 0, 1, 1};

/// Each cell finds the node that owns it.
void expect_tiling(const stub_urn::drawn_node& drawn) {
  std::uint32_t next = 0;
  while (next < drawn.total().count()) {
    const auto [v, cells] = drawn.find(next);
    EXPECT_EQ(cells.start, next);
    EXPECT_EQ(drawn.interval_of(v), cells);
    next += cells.freq;
  }
  EXPECT_EQ(next, drawn.total().count());
}

TEST(stub_urn, tiles) {
  const stub_urn urn{degrees_of_five, blocks_of_five, 2, 16};
  expect_tiling(urn.drawn());
  expect_tiling(urn.drawn_of(0));
  expect_tiling(urn.drawn_of(1));
  EXPECT_EQ(urn.drawn().total().count(), 8u);
  EXPECT_EQ(urn.drawn_of(0).total().count(), 5u);
  EXPECT_EQ(urn.drawn_of(1).interval_of(3).freq, 1u);
}

TEST(stub_urn, is_again_what_it_was) {
  stub_urn urn{degrees_of_five, blocks_of_five, 2, 16};
  const auto state = [&] {
    std::vector<interval> all;
    for (std::uint32_t v = 0; v < 5; ++v) all.push_back(urn.drawn().interval_of(v));
    for (const std::uint32_t from : {0u, 1u})
      for (std::uint32_t to = 0; to < 2; ++to)
        all.push_back(urn.block_after(from).distribution.interval_of(to));
    return all;
  };
  const auto before = state();
  urn.join(0, 2);
  urn.join(2, 1);
  const auto between = state();
  EXPECT_NE(between, before);
  {
    const stub_urn::without_neighbours others{urn, 2};
  }
  EXPECT_EQ(state(), between);
  urn.part(2, 1);
  urn.part(0, 2);
  EXPECT_EQ(state(), before);
}

TEST(stub_urn, counts_edges_between_blocks) {
  stub_urn urn{degrees_of_five, blocks_of_five, 2, 16};
  urn.join(0, 2);  // within block 0: two ends
  EXPECT_EQ(urn.block_after(0).distribution.total().count(), 2u + 2 * 16);
  urn.join(2, 1);
  EXPECT_EQ(urn.block_after(1).distribution.interval_of(0).freq, 17u);
}

TEST(stub_urn, knows_where_no_edge_can_lead) {
  stub_urn urn{{2, 1, 1}, {0, 0, 1}, 2, 1};
  urn.join(0, 1);
  const stub_urn::without_neighbours others{urn, 0};
  EXPECT_EQ(urn.drawn_of(1).total().count(), 1u);
  EXPECT_EQ(urn.block_after(0).distribution.interval_of(0).freq, 0u);  // both of its nodes are out
  const stub_urn::without_neighbours none{urn, 2};
  EXPECT_THROW(urn.block_after(0), domain_error);
}

TEST(stub_urn, gives_no_node_more_edges_than_it_needs) {
  stub_urn urn{degrees_of_five, blocks_of_five, 2, 16};
  urn.join(1, 2);
  EXPECT_THROW(urn.join(1, 0), domain_error);
}

}  // namespace
}  // namespace ansatz
