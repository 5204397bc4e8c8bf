#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <block_model/partition.hpp>
#include <string>

namespace ansatz {
namespace {

/// Two parties of n nodes: a node is joined to the k nodes that follow it in the other party.
graph two_parties(std::uint32_t n, std::uint32_t k) {
  std::vector<graph::edge> edges;
  for (std::uint32_t i = 0; i < n; ++i)
    for (std::uint32_t j = 0; j < k; ++j) edges.push_back({2 * i, 2 * ((i + j * j) % n) + 1});
  return {2 * n, edges};
}

TEST(partition_of, finds_two_parties) {
  const graph g = two_parties(60, 7);
  EXPECT_EQ(blocks_for(g), 2u);
  const std::vector<std::uint32_t> block = partition_of(g, 2);
  for (std::uint32_t v = 0; v < g.nodes(); ++v) EXPECT_EQ(block[v], v % 2 == 0 ? block[0] : 1 - block[0]);
}

TEST(partition_of, finds_nothing_where_there_is_nothing) {
  EXPECT_EQ(blocks_for(drawn_graph(200, 300, 1)), 1u);
  EXPECT_EQ(blocks_for(graph{}), 1u);
  EXPECT_EQ(blocks_for(graph{1, {}}), 1u);
  EXPECT_TRUE(partition_of(graph{}, 3).empty());
}

TEST(partition_of, keeps_within_its_blocks) {
  const graph g = two_parties(20, 3);
  for (const std::uint32_t blocks : {1u, 2u, 7u, 40u, 200u}) {
    const auto block = partition_of(g, blocks);
    EXPECT_EQ(block.size(), g.nodes());
    EXPECT_LT(*std::ranges::max_element(block), blocks);
  }
}

TEST(partition_of, is_the_same_everywhere) {
  std::string said;
  for (const std::uint32_t b : partition_of(drawn_graph(60, 150, 1), 5)) said += static_cast<char>('a' + b);
  EXPECT_EQ(said, "ddaddddaddddadadadddddaadddaadddaaadadddddadddddadaddaddaaaa");
}

TEST(partition_of, refuses_what_would_take_too_long) {
  EXPECT_THROW(partition_of(graph{4, {}}, 0), domain_error);
  EXPECT_THROW(partition_of(graph{4, {}}, 1025), domain_error);
  EXPECT_THROW(partition_of(graph{(1u << 22) + 1, {}}, 1), domain_error);
  EXPECT_THROW(blocks_for(graph{(1u << 22) + 1, {}}), domain_error);
}

TEST(partitioned, labels_nodes) {
  const graph g = two_parties(20, 3), p = partitioned(g, 2);
  EXPECT_EQ(without_labels(p), g);
  EXPECT_EQ(std::vector(p.node_labels().begin(), p.node_labels().end()), partition_of(g, 2));
}

}  // namespace
}  // namespace ansatz
