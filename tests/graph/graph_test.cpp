#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <set>

#include "sentence_of.hpp"

namespace ansatz {
namespace {

using ansatz::testing::sentence_of;

using edges = std::vector<graph::edge>;

edges edges_of(const graph& g) {
  edges out;
  for (const graph::edge e : g.all_edges()) out.push_back(e);
  return out;
}

TEST(graph, has_each_edge_once_in_the_row_of_its_smaller_node) {
  const graph g{5, edges{{3, 1}, {0, 4}, {0, 2}, {2, 3}}};
  EXPECT_EQ(g.nodes(), 5u);
  EXPECT_EQ(g.edges(), 4u);
  EXPECT_EQ(edges_of(g), (edges{{0, 2}, {0, 4}, {1, 3}, {2, 3}}));
  EXPECT_EQ(std::vector(g.larger(0).begin(), g.larger(0).end()), (std::vector<std::uint32_t>{2, 4}));
  EXPECT_TRUE(g.larger(3).empty());
  EXPECT_EQ(g.edges_before(2), 3u);
  EXPECT_EQ(g.edges_before(5), 4u);
  EXPECT_EQ(degrees(g), (std::vector<std::uint32_t>{2, 1, 2, 2, 1}));
  EXPECT_TRUE(g.has_edge(1, 3) && g.has_edge(3, 1));
  EXPECT_FALSE(g.has_edge(0, 1) || g.has_edge(1, 1) || g.has_edge(4, 5) || g.has_edge(7, 9));
}

TEST(graph, may_be_without_edges_or_nodes) {
  EXPECT_EQ(graph{}, (graph{0, edges{}}));
  EXPECT_EQ(edges_of(graph{}), edges{});
  EXPECT_EQ(graph{}.edges_before(0), 0u);
  EXPECT_EQ(neighbourhoods{graph{}}.nodes(), 0u);
  const graph isolated{3, edges{}};
  EXPECT_EQ(isolated.nodes(), 3u);
  EXPECT_EQ(edges_of(isolated), edges{});
  EXPECT_NE(isolated, graph{});
}

TEST(graph, keeps_labels_with_their_edges) {
  const graph g{3, edges{{2, 1}, {0, 2}, {1, 0}}, {7, 8, 9}, std::vector<std::uint32_t>{21, 2, 10}};
  EXPECT_EQ(edges_of(g), (edges{{0, 1}, {0, 2}, {1, 2}}));
  EXPECT_EQ(std::vector(g.edge_labels().begin(), g.edge_labels().end()),
            (std::vector<std::uint32_t>{10, 2, 21}));
  EXPECT_EQ(g.larger_labels(1)[0], 21u);
  EXPECT_EQ(g.node_labels()[2], 9u);
  EXPECT_NE(g, (graph{3, edges_of(g)}));
}

TEST(graph, refuses_what_is_not_simple) {
  const auto of = [](std::uint32_t n, const edges& e, edge_rules rules = {}) {
    return sentence_of([&] { graph{n, e, {}, {}, rules}; });
  };
  EXPECT_EQ(
      of(3, {{1, 1}}),
      "the edge from node 1 to node 1 is a loop, and simple graphs have none; `edge_rules` can drop loops");
  EXPECT_EQ(of(3, {{1, 2}, {2, 1}}),
            "the edge from node 1 to node 2 is there twice; `edge_rules` can drop repeats");
  EXPECT_EQ(of(3, {{1, 3}}),
            "the edge from node 1 to node 3 leaves the graph, whose nodes are 0 to n - 1 = 2");
  EXPECT_EQ(of(0, {{0, 0}}),
            "the edge from node 0 to node 0 leaves the graph, whose nodes are 0 to n - 1 = -1");
  EXPECT_EQ(sentence_of([] { graph{2, edges{}, {1}}; }),
            "a graph of 2 nodes has as many labels of nodes or none, and not 1");
  EXPECT_EQ(sentence_of([] { graph(2, edges{{0, 1}}, {}, std::vector<std::uint32_t>{1, 2}); }),
            "a graph from 1 edges has as many labels of edges or none, and not 2");
}

TEST(graph, drops_what_it_is_told_to) {
  constexpr edge_rules drop{edge_fault::drop, edge_fault::drop};
  const edges twice{{0, 1}, {1, 0}, {2, 2}, {1, 2}, {0, 1}};
  EXPECT_EQ(edges_of(graph(3, twice, {}, {}, drop)), (edges{{0, 1}, {1, 2}}));
  const graph labelled{3, twice, {}, std::vector<std::uint32_t>{5, 5, 6, 7, 5}, drop};
  EXPECT_EQ(std::vector(labelled.edge_labels().begin(), labelled.edge_labels().end()),
            (std::vector<std::uint32_t>{5, 7}));
  EXPECT_EQ(sentence_of([&] { graph(3, twice, {}, std::vector<std::uint32_t>{5, 5, 6, 7, 4}, drop); }),
            "the edge from node 0 to node 1 is there twice, with different labels");
}

// A graph of up to 12 nodes, its edges in any order and direction.
struct drawn {
  std::uint32_t nodes;
  edges listed;
  std::vector<std::uint32_t> node_labels, edge_labels;
  graph built() const { return {nodes, listed, node_labels, edge_labels}; }
};

drawn any_graph() {
  drawn out{*rc::gen::inRange(1u, 13u), {}, {}, {}};
  const bool labels = *rc::gen::arbitrary<bool>();
  std::set<graph::edge> there;
  const auto node = rc::gen::inRange(0u, out.nodes);
  for (const auto& [v, w] :
       *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint32_t>>>(rc::gen::pair(node, node)))
    if (v != w && there.insert({std::min(v, w), std::max(v, w)}).second) {
      out.listed.push_back({v, w});
      if (labels) out.edge_labels.push_back(*rc::gen::inRange(0u, 3u));
    }
  if (labels)
    out.node_labels = *rc::gen::container<std::vector<std::uint32_t>>(out.nodes, rc::gen::inRange(0u, 3u));
  return out;
}

RC_GTEST_PROP(graph, does_not_depend_on_the_order_of_its_edges, ()) {
  drawn d = any_graph();
  const graph g = d.built();
  std::ranges::reverse(d.listed);
  std::ranges::reverse(d.edge_labels);
  for (graph::edge& e : d.listed) std::swap(e.from, e.to);
  RC_ASSERT(d.built() == g);
}

RC_GTEST_PROP(graph, neighbourhoods_hold_each_edge_twice_ascending, ()) {
  const graph g = any_graph().built();
  const neighbourhoods near{g};
  const std::vector<std::uint32_t> degree = degrees(g);
  std::vector<graph::edge> both;
  std::vector<std::uint32_t> labels;
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    RC_ASSERT(std::ranges::is_sorted(near.of(v)));
    RC_ASSERT(near.degree(v) == degree[v]);
    RC_ASSERT(near.labels_of(v).size() == (g.edge_labels().empty() ? 0 : near.degree(v)));
    for (std::size_t i = 0; i < near.of(v).size(); ++i) {
      const std::uint32_t w = near.of(v)[i];
      RC_ASSERT(g.has_edge(v, w));
      if (w > v) both.push_back({v, w});
      if (w > v && !near.labels_of(v).empty()) labels.push_back(near.labels_of(v)[i]);
      // The same edge seen from its other end has the same label.
      const std::size_t there =
          static_cast<std::size_t>(std::ranges::lower_bound(near.of(w), v) - near.of(w).begin());
      if (!near.labels_of(v).empty()) RC_ASSERT(near.labels_of(v)[i] == near.labels_of(w)[there]);
    }
  }
  RC_ASSERT(graph(g.nodes(), both, {g.node_labels().begin(), g.node_labels().end()}, labels) == g);
}

RC_GTEST_PROP(graph, relabelled_takes_node_v_to_p_of_v, ()) {
  const graph g = any_graph().built();
  std::vector<std::uint32_t> p(g.nodes()), back(g.nodes());
  std::iota(p.begin(), p.end(), 0u);
  for (std::uint32_t i = g.nodes(); i-- > 1;) std::swap(p[i], p[*rc::gen::inRange(0u, i + 1)]);
  for (std::uint32_t v = 0; v < g.nodes(); ++v) back[p[v]] = v;
  const graph other = relabelled(g, p);
  RC_ASSERT(other.edges() == g.edges());
  for (const graph::edge e : g.all_edges()) RC_ASSERT(other.has_edge(p[e.from], p[e.to]));
  for (std::size_t v = 0; v < g.node_labels().size(); ++v)
    RC_ASSERT(other.node_labels()[p[v]] == g.node_labels()[v]);
  RC_ASSERT(relabelled(other, back) == g);
}

TEST(graph, relabelled_refuses_what_is_no_permutation) {
  const graph g{3, edges{{0, 1}}};
  for (const std::vector<std::uint32_t>& p :
       {std::vector<std::uint32_t>{0, 1}, {0, 1, 1}, {0, 1, 3}, {0, 1, 2, 3}})
    EXPECT_EQ(sentence_of([&] { relabelled(g, p); }),
              "a graph of 3 nodes is relabelled by a permutation of as many");
}

}  // namespace
}  // namespace ansatz
