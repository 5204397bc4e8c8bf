#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <vector>

namespace ansatz {
namespace {

using edges = std::vector<graph::edge>;

/// 0-1-2-3-4 with a leaf 5 at 1.
const edges tree{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {1, 5}};

TEST(refined_order, does_not_depend_on_the_numbering) {
  const graph g{6, tree};
  const permutation_list p{3, 0, 5, 1, 4, 2};
  for (unsigned rounds = 0; rounds < 4; ++rounds) {
    const auto here = refined_hashes(g, rounds), there = refined_hashes(relabelled(g, p), rounds);
    EXPECT_EQ(relabelled(here, p), there);
  }
}

TEST(refined_order, tells_more_apart_with_each_round) {
  const auto left_open = [](unsigned rounds) {
    const permutation_group group{6, refined_order{rounds}({6, tree}).symmetries};
    return group.order().to_double();
  };
  EXPECT_NEAR(left_open(0), std::log2(6. * 2), 1e-6);  // leaves 0, 4, 5; 2 and 3; 1
  EXPECT_NEAR(left_open(1), 1, 1e-6);                  // 0 and 5
  EXPECT_NEAR(left_open(9), 1, 1e-6);
}

TEST(refined_order, looks_at_labels) {
  const edges square{{0, 1}, {1, 2}, {2, 3}, {0, 3}};
  const auto kinds = [](const graph& g) {
    auto hashes = refined_hashes(g, 3);
    std::ranges::sort(hashes);
    return std::ranges::unique(hashes).begin() - hashes.begin();
  };
  EXPECT_EQ(kinds({4, square}), 1);
  EXPECT_EQ(kinds({4, square, {0, 1, 0, 1}}), 2);
  EXPECT_EQ(kinds({4, square, {}, std::vector<std::uint32_t>{0, 1, 2, 3}}), 4);
  EXPECT_EQ(kinds({4, square, {}, std::vector<std::uint32_t>{0, 0, 0, 1}}), 2);
}

/// Files depend on them.
TEST(refined_order, has_golden_hashes) {
  const graph g{3, edges{{0, 1}, {1, 2}}, {0, 7, 1}, std::vector<std::uint32_t>{5, 6}};
  EXPECT_EQ(refined_hashes(g, 2),
            (std::vector<std::uint64_t>{13105151674895219493u, 11687081127460688122u, 4154220662077846427u}));
  EXPECT_EQ(refined_hashes({2, edges{}}, 0), std::vector<std::uint64_t>(2, 12035550249420947055u));
}

TEST(refined_order, takes_a_graph_without_nodes) { EXPECT_TRUE(refined_order{}(graph{}).to.empty()); }

}  // namespace
}  // namespace ansatz
