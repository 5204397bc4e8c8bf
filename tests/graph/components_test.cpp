#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <vector>

namespace ansatz {
namespace {

using edges = std::vector<graph::edge>;
using nodes = std::vector<std::uint32_t>;

TEST(components, are_those_of_a_graph_by_their_smallest_nodes) {
  EXPECT_EQ(components(graph{7, edges{{5, 0}, {6, 3}, {3, 1}, {2, 6}}}),
            (std::vector<nodes>{{0, 5}, {1, 2, 3, 6}, {4}}));
  EXPECT_TRUE(components(graph{}).empty());
}

TEST(components, of_a_path_that_is_numbered_badly_are_one) {
  edges path;
  constexpr std::uint32_t n = 100000;
  for (std::uint32_t v = 0; v + 1 < n; ++v) path.push_back({(v * 7919u) % n, ((v + 1) * 7919u) % n});
  EXPECT_EQ(components(graph{n, path}).size(), 1u);
}

TEST(induced, is_the_graph_of_some_nodes_in_their_order_with_labels) {
  const graph g{5, edges{{0, 1}, {1, 2}, {2, 3}, {0, 4}}, {10, 11, 12, 13, 14}, nodes{1, 2, 3, 4}};
  EXPECT_EQ(induced(g, nodes{3, 1, 2}), (graph{3, edges{{0, 2}, {1, 2}}, {13, 11, 12}, nodes{3, 2}}));
  EXPECT_EQ(induced(g, nodes{}), graph{});
  std::vector<std::uint32_t> place(5, UINT32_MAX);
  EXPECT_EQ(induced(g, nodes{4, 0}, place), (graph{2, edges{{0, 1}}, {14, 10}, nodes{4}}));
  EXPECT_EQ(place, nodes(5, UINT32_MAX));
  EXPECT_THROW(induced(g, nodes{1, 1}, place), domain_error);
  EXPECT_THROW(induced(g, nodes{2, 5}, place), domain_error);
  EXPECT_EQ(place, nodes(5, UINT32_MAX)) << "also where it throws";
  std::vector<std::uint32_t> short_of_one(4, UINT32_MAX);
  EXPECT_THROW(induced(g, nodes{1}, short_of_one), domain_error);
}

TEST(disjoint_union, has_all_graphs_one_after_another) {
  const graph a{2, edges{{0, 1}}, {7, 8}, nodes{5}}, b{3, edges{{1, 2}}, {9, 9, 9}, nodes{6}};
  EXPECT_EQ(disjoint_union(graph_set{a, graph{}, b}),
            (graph{5, edges{{0, 1}, {3, 4}}, {7, 8, 9, 9, 9}, nodes{5, 6}}));
  EXPECT_EQ(disjoint_union(graph_set{}), graph{});
  // Labels that not all have are none.
  EXPECT_EQ(disjoint_union(graph_set{a, without_labels(b)}), (graph{5, edges{{0, 1}, {3, 4}}}));
}

TEST(disjoint_union, taken_apart_is_what_it_was_made_of) {
  const graph_set all{graph{3, edges{{0, 1}, {1, 2}}}, graph{1, edges{}}, graph{2, edges{{0, 1}}}};
  const graph one = disjoint_union(all);
  graph_set back;
  for (const auto& part : components(one)) back.push_back(induced(one, part));
  EXPECT_EQ(back, all);
}

}  // namespace
}  // namespace ansatz
