#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <pitman_yor/pitman_yor_fit.hpp>
#include <vector>

namespace ansatz {
namespace {

TEST(pitman_yor_fit, finds_the_least_of_its_grid) {
  const std::vector<graph> graphs{drawn_graph(300, 500, 1), drawn_graph(50, 100, 2)};
  const pitman_yor_parameters best = pitman_yor_fit(graphs);
  const bits least = pitman_yor_bits(graphs, best);
  for (std::uint32_t discount = 0; discount < 64; discount += 3)
    for (std::uint32_t concentration = 1; concentration < 5000; concentration *= 2)
      EXPECT_GE(pitman_yor_bits(graphs, {discount, concentration}) + bits{64}, least);
}

TEST(pitman_yor_fit, discounts_where_most_nodes_have_one_edge) {
  std::vector<graph::edge> edges;
  for (std::uint32_t v = 1; v < 400; ++v) edges.push_back({v % 7 == 0 ? v / 2 : 0, v});
  const graph hub{400, edges};
  std::vector<graph::edge> ring;
  for (std::uint32_t v = 0; v < 400; ++v) ring.push_back({v, (v + 1) % 400});
  const graph even{400, ring};
  EXPECT_GT(pitman_yor_fit({&hub, 1}).discount, pitman_yor_fit({&even, 1}).discount);
}

TEST(pitman_yor_fit, takes_graphs_without_edges) {
  EXPECT_EQ(pitman_yor_bits({}, pitman_yor_fit({})), bits{});
  const graph g{3, {}};
  EXPECT_EQ(pitman_yor_bits({&g, 1}, pitman_yor_fit({&g, 1})), bits{});
}

}  // namespace
}  // namespace ansatz
