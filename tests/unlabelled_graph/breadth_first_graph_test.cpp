#include <algorithm>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/error.hpp>
#include <ansatz/testing/laws.hpp>
#include <unlabelled_graph/breadth_first_graph.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graphs.hpp"

namespace ansatz {
namespace {

/// Graphs of so many nodes and edges, numbered breadth first.
auto graphs(std::uint32_t nodes, std::size_t edges) {
  return rc::gen::map(testing::arranged_graphs(nodes, edges),
                      [](const graph& g) { return breadth_first(g); });
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
  const graph g = breadth_first(molecules(300));
  metered s{rans_stack{}};
  const auto codec = breadth_first_graph(g.nodes(), g.edges());
  codec.push(s, g);
  EXPECT_LT(s.net().to_double() / static_cast<double>(g.edges()), 0.35);
  EXPECT_EQ(codec.pop(s), g);
  EXPECT_TRUE(s.inner().is_fresh());
}

TEST(breadth_first_graph, has_golden_bytes) {
  const graph g = breadth_first(molecules(9));
  EXPECT_EQ(testing::bytes_of(breadth_first_graph(g.nodes(), g.edges()), g), "13e0c308c1c961c3ea11abb7");
}

TEST(breadth_first_graph, refuses_what_it_does_not_code) {
  rans_stack s;
  const graph path{3, std::vector<graph::edge>{{0, 2}, {1, 2}}};
  EXPECT_THROW(breadth_first_graph(3, 2).push(s, path), domain_error);
  EXPECT_THROW(breadth_first_graph(4, 2).push(s, breadth_first(path)), domain_error);
  EXPECT_THROW(breadth_first(graph{2, {}, {1, 2}}), domain_error);
  EXPECT_THROW(breadth_first_graph(4, 7), domain_error);
  EXPECT_THROW((breadth_first_graph_codec{4, 3, 0}), domain_error);
  std::vector<graph::edge> star;
  for (std::uint32_t v = 1; v < 5000; ++v) star.push_back({0, v});
  EXPECT_THROW(breadth_first_graph(5000, 4999).push(s, breadth_first(graph{5000, star})), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(breadth_first_graph, of_noise_is_a_graph_or_an_error) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::vector<std::uint32_t> words(2000);
    for (std::size_t i = 0; i < words.size(); ++i)
      words[i] = static_cast<std::uint32_t>(supply::seeded(seed).word(i));
    rans_stack s{std::uint64_t{1} << 40 | seed, words, supply::seeded(1), 0};
    try {
      const graph g = breadth_first_graph(8, 9).pop(s);
      EXPECT_TRUE(is_breadth_first(g));
      EXPECT_EQ(g.edges(), 9u);
    } catch (const domain_error&) {
    }
  }
}

/// What it gives back is isomorphic, and no more.
TEST(breadth_first_graph, of_any_numbering_breaks_the_laws) {
  const auto broken = codec_of<graph>(
      [](auto& s, const graph& g) { breadth_first_graph_codec{6, 6, 7}.push(s, breadth_first(g)); },
      [](auto& s) { return breadth_first_graph_codec{6, 6, 7}.pop(s); });
  const auto laws = testing::names(testing::broken_laws(testing::laws_of(broken, {.full_support = false}),
                                                        testing::arranged_graphs(6, 6), 400));
  EXPECT_EQ(laws, testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
