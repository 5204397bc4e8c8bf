#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <numeric>
#include <optional>
#include <random>
#include <set>
#include <vector>

namespace ansatz {
namespace {

using edges = std::vector<graph::edge>;

/// With labels of few kinds, so that symmetries are there.
graph drawn_graph(std::uint32_t most) {
  const auto below = [](std::uint32_t n) { return *rc::gen::resize(100, rc::gen::inRange(0u, n)); };
  const std::uint32_t n = 1 + below(most), density = below(5);
  const bool node_labels = below(3) == 0, edge_labels = below(3) == 0;
  edges e;
  std::vector<std::uint32_t> of_nodes, of_edges;
  for (std::uint32_t w = 0; w < n; ++w) {
    if (node_labels) of_nodes.push_back(7 * below(2));
    for (std::uint32_t v = 0; v < w; ++v)
      if (below(4) < density) {
        e.push_back({v, w});
        if (edge_labels) of_edges.push_back(5 + below(3));
      }
  }
  return {n, e, of_nodes, of_edges};
}

permutation_list drawn_order(std::uint32_t n, std::uint64_t seed) {
  permutation_list p = identity_permutation(n);
  std::mt19937_64 random{seed};
  for (std::uint32_t i = n; i > 1; --i) std::swap(p[i - 1], p[random() % i]);
  return p;
}

std::uint64_t order_of(const graph& g, const canonical_order& c) {
  std::uint64_t order = 1;
  const permutation_group group{g.nodes(), c.symmetries};
  for (const free_point& f : group.free_points()) order *= f.images;
  return order;
}

graph form_of(const graph& g) { return relabelled(g, isomorphism_order{}(g).to); }

RC_GTEST_PROP(isomorphism_order, is_the_same_for_all_numberings_of_a_graph, ()) {
  const graph g = drawn_graph(9);
  const permutation_list p = drawn_order(g.nodes(), *rc::gen::arbitrary<std::uint64_t>());
  const graph other = relabelled(g, p);
  RC_ASSERT(form_of(g) == form_of(other));
  RC_ASSERT(order_of(g, isomorphism_order{}(g)) == order_of(other, isomorphism_order{}(other)));
}

RC_GTEST_PROP(isomorphism_order, finds_all_automorphisms, ()) {
  const graph g = drawn_graph(6);
  const canonical_order found = isomorphism_order{}(g);
  const permutation_group group{g.nodes(), found.symmetries};
  permutation_list p = identity_permutation(g.nodes());
  do {
    RC_ASSERT(group.contains(p) == (relabelled(g, p) == g));
  } while (std::ranges::next_permutation(p).found);
}

/// Traces makes it fast and decides nothing.
RC_GTEST_PROP(isomorphism_order, needs_no_automorphisms_that_are_known, ()) {
  const graph g = drawn_graph(10);
  const canonical_order with = isomorphism_order{}(g), without = isomorphism_order_from(g, {});
  RC_ASSERT(relabelled(g, with.to) == relabelled(g, without.to));
  RC_ASSERT(order_of(g, with) == order_of(g, without));
}

edges cycle(std::uint32_t n, std::uint32_t first = 0) {
  edges out;
  for (std::uint32_t i = 0; i < n; ++i) out.push_back({first + i, first + (i + 1) % n});
  return out;
}

void expect_order(const graph& g, std::uint64_t order) {
  EXPECT_EQ(order_of(g, isomorphism_order{}(g)), order);
  EXPECT_EQ(order_of(g, isomorphism_order_from(g, {})), order);
  for (std::uint64_t seed = 0; seed < 5; ++seed)
    EXPECT_EQ(form_of(relabelled(g, drawn_order(g.nodes(), seed))), form_of(g));
}

TEST(isomorphism_order, knows_graphs_that_are_symmetrical) {
  expect_order({0, edges{}}, 1);
  expect_order({1, edges{}}, 1);
  expect_order({10, cycle(10)}, 20);
  edges two = cycle(5);
  for (const graph::edge e : cycle(5, 5)) two.push_back(e);
  expect_order({10, two}, 200);
  for (std::uint32_t i = 0; i < 5; ++i) two.push_back({i, i + 5});
  expect_order({10, two}, 20);
  edges petersen = cycle(5);
  for (std::uint32_t i = 0; i < 5; ++i)
    petersen.push_back({i, i + 5}), petersen.push_back({5 + i, 5 + (i + 2) % 5});
  expect_order({10, petersen}, 120);
  edges complete;
  for (std::uint32_t j = 0; j < 12; ++j)
    for (std::uint32_t i = 0; i < j; ++i) complete.push_back({i, j});
  expect_order({12, complete}, 479001600);
}

/// Both strongly regular (16, 6, 2, 2): refinement tells neither their nodes apart nor one from the other.
TEST(isomorphism_order, tells_a_rooks_graph_from_shrikhandes) {
  edges rook, shrikhande;
  for (std::uint32_t v = 0; v < 16; ++v)
    for (std::uint32_t w = 0; w < v; ++w) {
      const std::uint32_t dx = (v / 4 + 4 - w / 4) % 4, dy = (v % 4 + 4 - w % 4) % 4;
      if (dx == 0 || dy == 0) rook.push_back({w, v});
      if ((dx == 0 && dy % 2 == 1) || (dy == 0 && dx % 2 == 1) || (dx == dy && dx % 2 == 1))
        shrikhande.push_back({w, v});
    }
  expect_order({16, rook}, 1152);
  expect_order({16, shrikhande}, 192);
  EXPECT_NE(form_of({16, rook}), form_of({16, shrikhande}));
}

TEST(isomorphism_order, looks_at_labels) {
  const edges square = cycle(4);
  expect_order({4, square, {1, 2, 1, 2}}, 4);
  expect_order({4, square, {}, std::vector<std::uint32_t>{1, 2, 1, 2}}, 4);
  expect_order({4, square, {}, std::vector<std::uint32_t>{1, 1, 2, 3}}, 1);
  expect_order({4, square, {}, std::vector<std::uint32_t>{9, 9, 9, 9}}, 8);
  EXPECT_NE(form_of({4, square, {1, 2, 1, 2}}), form_of({4, square, {1, 1, 2, 2}}));
}

/// Trees with hubs that have leaves, paths and each other's like.
TEST(isomorphism_order, takes_large_graphs_that_are_mostly_symmetrical) {
  edges e;
  std::uint32_t n = 2;
  for (const std::uint32_t hub : {0u, 1u})
    for (std::uint32_t i = 0; i < 3000; ++i) {
      e.push_back({hub, n++});
      if (i < 40) {
        e.push_back({n - 1, n});
        ++n;
      }
    }
  const graph g{n, e};
  const canonical_order c = isomorphism_order{}(g);
  const double hub = std::lgamma(2961.) + std::lgamma(41.);
  EXPECT_NEAR((permutation_group{n, c.symmetries}.order().to_double()), 1 + 2 * hub / std::log(2.), 1e-3);
  EXPECT_EQ(form_of(relabelled(g, drawn_order(n, 1))), relabelled(g, c.to));
}

}  // namespace
}  // namespace ansatz
