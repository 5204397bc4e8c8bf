#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/graph/components.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <ansatz/stack/supply.hpp>
#include <numeric>
#include <vector>

namespace ansatz {
namespace {

using edges = std::vector<graph::edge>;

graph numbered_otherwise(const graph& g, std::uint64_t seed) {
  std::vector<std::uint32_t> p(g.nodes());
  std::iota(p.begin(), p.end(), 0);
  const supply words = supply::seeded(seed);
  for (std::size_t i = p.size(); i > 1; --i) std::swap(p[i - 1], p[words.word(i) % i]);
  return relabelled(g, p);
}

graph ring(std::uint32_t n) {
  edges all;
  for (std::uint32_t v = 0; v < n; ++v) all.push_back({v, (v + 1) % n});
  return {n, all};
}

void expect_isomorphic(const graph& g, std::uint64_t seed) {
  const graph h = numbered_otherwise(g, seed);
  EXPECT_EQ(isomorphism_hash(g), isomorphism_hash(h));
  EXPECT_TRUE(isomorphic(g, h));
}

TEST(isomorphic, graphs_are_whatever_their_numbering) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) expect_isomorphic(drawn_graph(40, 70, seed), seed);
  expect_isomorphic(graph{4, edges{{0, 1}, {1, 2}}, {1, 2, 1, 5}, std::vector<std::uint32_t>{8, 9}}, 1);
  expect_isomorphic(graph{}, 1);
  expect_isomorphic(drawn_graph(200000, 300000, 1), 2);  // by hashes alone
}

TEST(isomorphic, many_components_that_are_alike_cost_no_search) {
  graph_set pentagons(1000, ring(5));
  pentagons.resize(3000, graph{1, edges{}});
  expect_isomorphic(disjoint_union(pentagons), 3);
}

/// Refinement sees no difference between regular graphs of as many nodes and edges.
TEST(isomorphic, two_triangles_are_no_hexagon) {
  const graph hexagon = ring(6), triangles = disjoint_union(graph_set{ring(3), ring(3)});
  EXPECT_EQ(isomorphism_hash(hexagon), isomorphism_hash(triangles));
  EXPECT_FALSE(isomorphic(hexagon, triangles));
  // Connected ones: a prism, and the complete bipartite graph of three and three.
  const graph prism{6, edges{{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 5}, {5, 3}, {0, 3}, {1, 4}, {2, 5}}};
  edges both;
  for (std::uint32_t v = 0; v < 3; ++v)
    for (std::uint32_t w = 3; w < 6; ++w) both.push_back({v, w});
  EXPECT_FALSE(isomorphic(prism, (graph{6, both})));
}

/// A grid closed to a torus, in one direction with a shift.
graph torus(std::uint32_t n, std::uint32_t shift) {
  edges all;
  for (std::uint32_t y = 0; y < n; ++y)
    for (std::uint32_t x = 0; x < n; ++x) {
      all.push_back({y * n + x, y * n + (x + 1) % n});
      all.push_back({y * n + x, y + 1 < n ? (y + 1) * n + x : (x + shift) % n});
    }
  return {n * n, all};
}

/// Three neighbours a node: a ring, and each node with another one, at random.
graph ring_with_chords(std::uint32_t n) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0);
  const supply words = supply::seeded(n);
  edges all;
  for (std::uint32_t v = 0; v < n; ++v) all.push_back({v, (v + 1) % n});
  for (std::uint64_t i = 0; order.size() >= 2;) {
    const std::uint32_t v = order.back();
    order.pop_back();
    const std::size_t at = words.word(i++) % order.size();
    const std::uint32_t w = order[at], apart = v > w ? v - w : w - v;
    if (order.size() > 4 && (apart == 1 || apart == n - 1)) {
      order.push_back(v);
      continue;
    }
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(at));
    all.push_back({v, w});
  }
  return {n, all, {}, {}, {edge_fault::drop, edge_fault::drop}};
}

TEST(isomorphic, a_twisted_torus_is_another_one) {
  EXPECT_TRUE(isomorphic(torus(12, 0), numbered_otherwise(torus(12, 0), 5)));
  EXPECT_FALSE(isomorphic(torus(12, 0), torus(12, 3)));
#ifdef NDEBUG  // seconds, and minutes under the sanitizers
  EXPECT_FALSE(isomorphic(torus(40, 0), torus(40, 7)));
#endif
}

/// What canonical orders take minutes for: a numbering is found, or hashes are compared.
TEST(isomorphic, large_regular_graphs_take_no_long_search) {
  const std::uint32_t n = 60;
  EXPECT_EQ(likeness_of(torus(n, 0), numbered_otherwise(torus(n, 0), 1)), likeness::isomorphic);
  const graph small = ring_with_chords(300);
  EXPECT_EQ(likeness_of(small, numbered_otherwise(small, 1)), likeness::isomorphic);
#ifdef NDEBUG  // seconds, and minutes under the sanitizers
  EXPECT_EQ(likeness_of(torus(n, 0), torus(n, 9)), likeness::different);
  const graph middling = ring_with_chords(8000), large = ring_with_chords(40000);
  EXPECT_EQ(likeness_of(middling, numbered_otherwise(middling, 2)), likeness::isomorphic);
  EXPECT_EQ(likeness_of(large, numbered_otherwise(large, 3)), likeness::alike);
#endif
}

TEST(isomorphic, likeness_of_sets_is_the_least_certain) {
  const graph_set a{ring(5), torus(12, 0)}, b{numbered_otherwise(torus(12, 0), 1), ring(5)};
  EXPECT_EQ(likeness_in_any_order(a, b), likeness::isomorphic);
  EXPECT_EQ(likeness_in_any_order(a, (graph_set{torus(12, 3), ring(5)})), likeness::different);
  EXPECT_EQ(likeness_in_any_order(a, (graph_set{ring(5)})), likeness::different);
}

TEST(isomorphic, an_edge_elsewhere_or_another_label_is_seen) {
  const graph g = drawn_graph(50, 90, 4);
  edges all(g.all_edges().begin(), g.all_edges().end());
  std::vector<std::uint32_t> nodes(50, 1), labels(90, 1);
  const graph labelled{50, all, nodes, labels};
  EXPECT_FALSE(isomorphic(g, labelled));
  nodes[7] = 2;
  EXPECT_FALSE(isomorphic(labelled, (graph{50, all, nodes, labels})));
  nodes[7] = 1;
  labels[7] = 2;
  EXPECT_FALSE(isomorphic(labelled, (graph{50, all, nodes, labels})));
  EXPECT_FALSE(isomorphic((graph{5, edges{{0, 1}, {1, 2}, {2, 3}, {3, 4}}}),
                          (graph{5, edges{{0, 1}, {0, 2}, {0, 3}, {0, 4}}})));
  EXPECT_FALSE(isomorphic(g, (graph{51, all})));
}

TEST(isomorphic, sets_are_in_any_order_but_not_more_often) {
  graph_set a, b;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    a.push_back(drawn_graph(12, 15, seed % 7));
    b.push_back(numbered_otherwise(a.back(), seed));
  }
  a.push_back(ring(6));
  a.push_back(disjoint_union(graph_set{ring(3), ring(3)}));
  b.push_back(a[31]);
  b.push_back(a[30]);
  std::ranges::reverse(b);
  EXPECT_TRUE(isomorphic_in_any_order(a, b));
  b[0] = b[1];
  EXPECT_FALSE(isomorphic_in_any_order(a, b));
  b.pop_back();
  EXPECT_FALSE(isomorphic_in_any_order(a, b));
  EXPECT_TRUE(isomorphic_in_any_order(graph_set{}, graph_set{}));
}

}  // namespace
}  // namespace ansatz
