#include <ansatz/error.hpp>
#include <ansatz/testing/laws.hpp>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <vector>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"
#include "unlabelled_graph/numbering_check.hpp"

namespace ansatz {
namespace {

/// Graphs of so many nodes and edges, numbered breadth first.
auto graphs(std::uint32_t nodes, std::size_t edges) {
  return rc::gen::map(testing::graphs_of(nodes, edges), [](const graph& g) { return breadth_first(g); });
}

// Decisions from a stack that no push gave may make no graph.
ANSATZ_LAWS(breadth_first_graph_deep, breadth_first_graph(9, 12), graphs(9, 12), .full_support = false);
ANSATZ_LAWS(breadth_first_graph_shallow, (breadth_first_graph_codec{7, 9, 7}), graphs(7, 9),
            .full_support = false);
ANSATZ_LAWS(breadth_first_graph_dense, (breadth_first_graph_codec{8, 27, 7}), graphs(8, 27),
            .full_support = false);
ANSATZ_LAWS(breadth_first_graph_sparse, (breadth_first_graph_codec{30, 9, 7}), graphs(30, 9),
            .full_support = false);
ANSATZ_LAWS(breadth_first_graph_of_nothing, breadth_first_graph(0, 0), graphs(0, 0));

/// So many rings of 5 or 6, each with a tail.
graph molecules(std::uint32_t count) {
  std::vector<graph::edge> edges;
  std::uint32_t first = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t ring = 5 + i % 2, tail = i % 3;
    for (std::uint32_t v = 0; v < ring; ++v) edges.push_back({first + v, first + (v + 1) % ring});
    for (std::uint32_t t = 0; t < tail; ++t)
      edges.push_back({t == 0 ? first : first + ring + t - 1, first + ring + t});
    first += ring + tail;
  }
  return {first, edges};
}

TEST(breadth_first_graph, numbers_so_that_it_stays) {
  const graph g = breadth_first(molecules(7));
  EXPECT_TRUE(is_breadth_first(g));
  EXPECT_EQ(breadth_first(g).edges(), g.edges());
  EXPECT_FALSE(is_breadth_first(molecules(7)));
  // A path from one end, and from its middle, whose children have as many edges.
  const graph path{3, std::vector<graph::edge>{{0, 1}, {1, 2}}};
  const graph middle{3, std::vector<graph::edge>{{0, 1}, {0, 2}}};
  EXPECT_TRUE(is_breadth_first(path) && is_breadth_first(middle));
  EXPECT_EQ(breadth_first(middle), path);
  EXPECT_FALSE(is_breadth_first(graph{3, std::vector<graph::edge>{{0, 2}, {1, 2}}}));
  // The child of more edges comes first.
  EXPECT_FALSE(is_breadth_first(graph{4, std::vector<graph::edge>{{0, 1}, {0, 2}, {2, 3}}}));
}

TEST(breadth_first_graph, learns_what_molecules_look_like) {
  EXPECT_LT(testing::cost_an_edge<breadth_first_graph_codec>(breadth_first(molecules(300))).net, 0.35);
}

TEST(breadth_first_graph, has_golden_bytes) {
  const graph g = breadth_first(molecules(9));
  EXPECT_EQ(testing::bytes_of(breadth_first_graph(g.nodes(), g.edges()), g), "13e0c308c1c961c3ea11abb7");
}

TEST(breadth_first_graph, refuses_what_it_does_not_code) {
  testing::expect_refusals<breadth_first_graph_codec>(breadth_first);
  rans_stack s;
  std::vector<graph::edge> star;
  for (std::uint32_t v = 1; v < 5000; ++v) star.push_back({0, v});
  EXPECT_THROW(breadth_first_graph(5000, 4999).push(s, breadth_first(graph{5000, star})), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(breadth_first_graph, of_noise_is_a_graph_or_an_error) {
  testing::expect_a_graph_or_an_error_of_noise<breadth_first_graph_codec>(is_breadth_first);
}

TEST(breadth_first_graph, that_numbers_in_push_breaks_the_laws) {
  EXPECT_EQ(testing::laws_broken_by_numbering_in_push<breadth_first_graph_codec>(breadth_first, 400),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
