#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <string>

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
  std::string edges;
  const graph g = drawn_graph(9, 12, 1);
  for (const auto [v, w] : g.all_edges()) edges += " " + std::to_string(v) + "-" + std::to_string(w);
  EXPECT_EQ(edges, " 0-2 0-3 0-4 0-6 1-4 2-3 2-4 2-5 2-7 4-6 4-7 4-8") << "golden";
}

TEST(drawn_graph, has_few_nodes_of_many_edges) {
  auto d = degrees(drawn_graph(20000, 100000, 3));
  std::ranges::sort(d);
  EXPECT_LE(d[10000], 8u) << "half of them have fewer than the mean, 10";
  EXPECT_GE(d.back(), 2000u) << "and some very many";
}

}  // namespace
}  // namespace ansatz
