#include <algorithm>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <numeric>
#include <unlabelled_graph/unlabelled_graph.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"
#include "unlabelled_graph/numbering_check.hpp"

namespace ansatz {
namespace {

auto arranged_graphs(std::uint32_t nodes, std::size_t edges) {
  return rc::gen::map(testing::graphs_of(nodes, edges), [](const graph& g) { return arranged(g); });
}

// Decisions from a stack that no push gave may make no graph.
ANSATZ_LAWS(unlabelled_graph_deep, unlabelled_graph(9, 14), arranged_graphs(9, 14), .full_support = false);
ANSATZ_LAWS(unlabelled_graph_shallow, (unlabelled_graph_codec{7, 9, 7}), arranged_graphs(7, 9),
            .full_support = false);
ANSATZ_LAWS(unlabelled_graph_dense, (unlabelled_graph_codec{8, 27, 7}), arranged_graphs(8, 27),
            .full_support = false);
ANSATZ_LAWS(unlabelled_graph_sparse, (unlabelled_graph_codec{40, 9, 7}), arranged_graphs(40, 9),
            .full_support = false);
ANSATZ_LAWS(unlabelled_graph_without_edges, unlabelled_graph(5, 0), arranged_graphs(5, 0),
            .full_support = false);
ANSATZ_LAWS(unlabelled_graph_of_nothing, unlabelled_graph(0, 0), arranged_graphs(0, 0));

class random_numbers {
 public:
  explicit random_numbers(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  std::uint32_t below(std::uint64_t n) { return static_cast<std::uint32_t>(words_.word(next_++) % n); }

 private:
  supply words_;
  std::uint64_t next_ = 0;
};

/// Each new node is joined to ends of edges that are there: a few nodes have many edges.
graph grown(std::uint32_t nodes, std::uint32_t each, std::uint64_t seed) {
  random_numbers random{seed};
  std::vector<std::uint32_t> ends{0, 1};
  std::vector<graph::edge> edges{{0, 1}};
  for (std::uint32_t v = 2; v < nodes; ++v)
    for (std::uint32_t k = 0; k < each; ++k) {
      const std::uint32_t w = ends[random.below(ends.size())];
      if (w == v) continue;
      edges.push_back({w, v});
      ends.insert(ends.end(), {v, w});
    }
  return {nodes, edges, {}, {}, {edge_fault::drop, edge_fault::drop}};
}

graph shuffled(const graph& g, std::uint64_t seed) {
  random_numbers random{seed};
  std::vector<std::uint32_t> p(g.nodes());
  std::iota(p.begin(), p.end(), 0);
  for (std::size_t i = p.size(); i > 1; --i) std::swap(p[i - 1], p[random.below(i)]);
  return relabelled(g, p);
}

double bits_an_edge(const graph& arranged_graph) {
  return testing::cost_an_edge<unlabelled_graph_codec>(arranged_graph).net;
}

TEST(unlabelled_graph, arranges_by_degrees_and_rows_and_only_once) {
  // A star of five leaves, a path of three; numbered otherwise, the same.
  const std::vector<graph::edge> star{{3, 0}, {3, 1}, {3, 2}, {3, 4}, {3, 5}, {7, 6}, {6, 8}};
  const graph g = arranged(graph{9, star});
  EXPECT_EQ(g, (graph{9, std::vector<graph::edge>{{1, 2}, {1, 3}, {0, 4}, {0, 5}, {0, 6}, {0, 7}, {0, 8}}}));
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const graph h = arranged(shuffled(grown(60, 2, seed), seed + 100));
    EXPECT_TRUE(is_arranged(h));
    EXPECT_EQ(arranged(h), h);
    std::vector<std::uint32_t> d = degrees(h);
    EXPECT_TRUE(std::ranges::is_sorted(d, std::greater{}));
  }
  EXPECT_FALSE(is_arranged(graph{9, star}));
}

TEST(unlabelled_graph, does_not_depend_on_the_numbering_where_rows_tell_nodes_apart) {
  const graph g = grown(400, 3, 1);
  EXPECT_NEAR(bits_an_edge(arranged(g)), bits_an_edge(arranged(shuffled(g, 2))), 0.1);
}

TEST(unlabelled_graph, codes_networks_far_below_an_urn) {
  const graph g = arranged(grown(3000, 2, 3));
  // Random edge coding, less log2 n!: an upper bound of what the urn costs without the numbering.
  double urn = 0;
  for (std::uint64_t i = 0; i < 2 * g.edges(); ++i) urn += std::log2(static_cast<double>(g.nodes() + i));
  for (const std::uint32_t d : degrees(g)) urn -= std::lgamma(d + 1.0) / std::log(2.0);
  urn -= std::lgamma(static_cast<double>(g.edges()) + 1) / std::log(2.0) + static_cast<double>(g.edges());
  urn -= std::lgamma(g.nodes() + 1.0) / std::log(2.0);
  EXPECT_LT(bits_an_edge(g), urn / static_cast<double>(g.edges()));
}

/// Against its entropy, log2 of how many graphs there are, less log2 n!.
TEST(unlabelled_graph, pays_little_where_there_is_nothing_to_learn) {
  random_numbers random{4};
  std::vector<graph::edge> edges;
  while (edges.size() < 6000) {
    const std::uint32_t v = random.below(1000), w = random.below(1000);
    const graph::edge e{std::min(v, w), std::max(v, w)};
    if (v != w && std::ranges::find(edges, e) == edges.end()) edges.push_back(e);
  }
  const double pairs = 999.0 * 500, ln2 = std::log(2.0);
  const double entropy = (std::lgamma(pairs + 1) - std::lgamma(6001.0) - std::lgamma(pairs - 5999)) / ln2 -
                         std::lgamma(1001.0) / ln2;
  const double rate = bits_an_edge(arranged(graph{1000, edges}));
  EXPECT_GT(rate, 0.99 * entropy / 6000);
  EXPECT_LT(rate, 1.05 * entropy / 6000);
}

TEST(unlabelled_graph, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(unlabelled_graph(60, grown(60, 2, 5).edges()), arranged(grown(60, 2, 5))),
            "09f30f3bc1b76b590a48ad195c5faf64c611e9872e0d63b9eb084b228c8c01ceba78e09b5f94343d");
}

TEST(unlabelled_graph, refuses_what_it_does_not_code) {
  testing::expect_refusals<unlabelled_graph_codec>(arranged);
}

TEST(unlabelled_graph, of_noise_is_a_graph_or_an_error) {
  testing::expect_a_graph_or_an_error_of_noise<unlabelled_graph_codec>(is_arranged);
}

TEST(unlabelled_graph, that_numbers_in_push_breaks_the_laws) {
  EXPECT_EQ(testing::laws_broken_by_numbering_in_push<unlabelled_graph_codec>(arranged, 100),
            testing::broken_on(testing::every_stack, {"pop undoes push"}));
}

}  // namespace
}  // namespace ansatz
