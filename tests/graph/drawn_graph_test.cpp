#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>

namespace ansatz {
namespace {

TEST(drawn_graph, has_so_many_nodes_and_edges) {
  for (const auto& [n, m] :
       {std::pair<std::uint32_t, std::uint64_t>{0, 0}, {1, 0}, {2, 0}, {4, 3}, {10, 22}, {1000, 10000}}) {
    const graph g = drawn_graph(n, m, 7);
    EXPECT_EQ(g.nodes(), n);
    EXPECT_EQ(g.edges(), m);
  }
  EXPECT_THROW(drawn_graph(4, 4, 0), domain_error);
  EXPECT_THROW(drawn_graph(0, 1, 0), domain_error);
}

TEST(drawn_graph, depends_on_the_seed_alone) {
  EXPECT_EQ(drawn_graph(100, 300, 1), drawn_graph(100, 300, 1));
  EXPECT_NE(drawn_graph(100, 300, 1), drawn_graph(100, 300, 2));
  EXPECT_EQ(drawn_graph(6, 5, 1), (graph{6, std::vector<graph::edge>{}})) << "golden";
}

TEST(drawn_graph, has_few_nodes_of_many_edges) {
  auto d = degrees(drawn_graph(20000, 100000, 3));
  std::ranges::sort(d);
  EXPECT_LE(d[10000], 8u) << "half of them have fewer than the mean, 10";
  EXPECT_GE(d.back(), 500u) << "and some very many";
}

}  // namespace
}  // namespace ansatz
