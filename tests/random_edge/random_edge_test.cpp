#include <ansatz/io/graph_files.hpp>
#include <ansatz/stack/metered.hpp>
#include <random_edge/random_edge.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "data.hpp"
#include "graph/drawn_graphs.hpp"
#include "random_edge/rings.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::graphs_of;
using testing::sentence_of;

ANSATZ_LAWS(random_edge_of_a_small_graph, random_edge(5, 4), graphs_of(5, 4), .full_support = false);
ANSATZ_LAWS(random_edge_of_few_nodes, random_edge(2, 1), graphs_of(2, 1), .full_support = false);
ANSATZ_LAWS(random_edge_of_a_complete_graph, random_edge(7, 21), graphs_of(7, 21), .full_support = false);
ANSATZ_LAWS(random_edge_of_a_sparse_graph, random_edge(60, 40), graphs_of(60, 40), .full_support = false);
ANSATZ_LAWS(random_edge_without_edges, random_edge(9, 0), graphs_of(9, 0));

/// log2 (n (n + 1) ... (n + 2m - 1)) - sum_v log2 d_v! - log2 m! - m.
double closed_form(const graph& g) {
  const auto log2_factorial = [](double n) { return std::lgamma(n + 1) / std::log(2.0); };
  const double n = g.nodes(), m = static_cast<double>(g.edges());
  double bits = log2_factorial(n + 2 * m - 1) - log2_factorial(n - 1) - log2_factorial(m) - m;
  for (const std::uint32_t d : degrees(g)) bits -= log2_factorial(d);
  return bits;
}

bits net_of(const graph& g, bits* initial = nullptr) {
  metered s{rans_stack{}};
  random_edge(g.nodes(), g.edges()).push(s, g);
  if (initial != nullptr) *initial = s.initial_bits();
  return s.net();
}

TEST(random_edge, costs_what_the_closed_form_says) {
  for (const graph& g : testing::some_rings(12, false))
    EXPECT_NEAR(net_of(g).to_double(), closed_form(g), 1e-3);
}

TEST(random_edge, costs_what_was_computed_for_published_networks) {
  for (const auto& [name, rate] : {std::pair{"USAir97", 4.286}, {"YeastS", 8.987}, {"as", 10.232}}) {
    const auto file = testing::data_path(("graphs/szip-" + std::string{name} + ".zip").c_str());
    ANSATZ_NEEDS_DATA(file);
    const graph g = read_graphs(file).front();
    bits initial;
    const double net = net_of(g, &initial).to_double(), m = static_cast<double>(g.edges());
    EXPECT_NEAR(net / closed_form(g), 1, 1e-7) << name;
    EXPECT_NEAR(net / m, rate, 0.0006) << name;
    EXPECT_LT(initial.to_double(), std::log2(m) + 2) << name;
  }
}

TEST(random_edge, refuses_graphs_of_another_size_or_with_labels) {
  rans_stack s;
  const graph one{3, std::vector<graph::edge>{{0, 1}}};
  EXPECT_EQ(sentence_of([&] { random_edge(3, 2).push(s, one); }),
            "random_edge: the graph's size is not the codec's");
  EXPECT_EQ(sentence_of([&] { random_edge(3, 1).push(s, {3, std::vector<graph::edge>{{0, 1}}, {1, 2, 3}}); }),
            "random_edge: the graph has labels");
  EXPECT_EQ(sentence_of([] { random_edge(3, 4); }),
            "random_edge: more edges than a simple graph of so many nodes has");
  EXPECT_EQ(sentence_of([] { random_edge(0, 1); }),
            "random_edge: more edges than a simple graph of so many nodes has");
  EXPECT_EQ(sentence_of([] { random_edge((1u << 26) + 1, 1); }),
            "random_edge: at most 2^26 nodes and 2^29 edges");
  EXPECT_TRUE(s.is_fresh());
}

/// Does not put back which end was first.
struct careless_codec {
  using symbol_type = graph;
  void push(auto& s, const graph& g) const { random_edge(6, 5).push(s, g); }
  graph pop(auto& s) const {
    graph g = random_edge(6, 5).pop(s);
    (void)uniform(2).pop(s);
    return g;
  }
};
TEST(random_edge, that_forgets_a_direction_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{}, {.full_support = false}),
                                                graphs_of(6, 5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(random_edge, has_golden_bytes) {
  EXPECT_EQ(
      testing::bytes_of(random_edge(6, 4), {6, std::vector<graph::edge>{{0, 1}, {0, 2}, {0, 5}, {3, 4}}}),
      "52d86f0c73feb73c4f35");
}

}  // namespace
}  // namespace ansatz
