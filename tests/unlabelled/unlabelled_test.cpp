#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/io/graph_files.hpp>
#include <ansatz/testing/laws.hpp>
#include <erdos_renyi/erdos_renyi.hpp>
#include <random_edge/random_edge.hpp>
#include <string>

#include "data.hpp"
#include "graph/drawn_graphs.hpp"

/// Shuffle coding of real graphs, against rates computed from orders of groups that nauty says.
namespace ansatz {
namespace {

using testing::graphs_of;
using testing::in_order;

ANSATZ_LAWS(unlabelled_random_edge, shuffled(random_edge(6, 7), isomorphism_order{}),
            in_order(graphs_of(6, 7), isomorphism_order{}), .full_support = false);

/// Bits an edge of a whole set, each graph pushed and popped.
template <class Family, class Canonise>
double rate(const graph_set& graphs, const Family& ordered, const Canonise& canonise) {
  metered s{rans_stack{}};
  std::vector<graph> forms;
  std::uint64_t edges = 0;
  for (const graph& g : graphs) {
    forms.push_back(relabelled(g, canonise(g).to));
    shuffled(ordered(g), canonise).push(s, forms.back());
    edges += g.edges();
  }
  const double net = s.net().to_double() / static_cast<double>(edges);
  for (std::size_t i = graphs.size(); i-- > 0;)
    EXPECT_EQ(shuffled(ordered(graphs[i]), canonise).pop(s), forms[i]);
  EXPECT_TRUE(s.inner().is_fresh());
  return net;
}

class unlabelled : public ::testing::TestWithParam<std::tuple<const char*, double, double, double>> {};
TEST_P(unlabelled, costs_what_the_closed_form_says) {
  const auto& [name, by_pairs, by_ends, incomplete] = GetParam();
  const auto path = testing::data_path(("graphs/" + std::string{name} + ".zip").c_str());
  ANSATZ_NEEDS_DATA(path);
  graph_set graphs = read_graphs(path, {.simple = true});
  std::uint64_t edges = 0, pairs = 0;
  for (graph& g : graphs) {
    const std::vector<graph::edge> e{g.all_edges().begin(), g.all_edges().end()};
    g = graph{g.nodes(), e};  // without labels
    edges += g.edges();
    pairs += std::uint64_t{g.nodes()} * (g.nodes() - std::uint64_t{1}) / 2;
  }
#ifndef NDEBUG
  if (edges > 10000) GTEST_SKIP() << "takes minutes under the sanitizers";
#endif
  const auto independent = [&](const graph& g) {
    return erdos_renyi(g.nodes(), static_cast<std::uint32_t>(edges), static_cast<std::uint32_t>(pairs));
  };
  const auto urn = [](const graph& g) { return random_edge(g.nodes(), g.edges()); };
  // Quadratic in the nodes.
  if (pairs < 1u << 22) {
    EXPECT_NEAR(rate(graphs, independent, isomorphism_order{}), by_pairs, 6e-4);
  }
  EXPECT_NEAR(rate(graphs, urn, isomorphism_order{}), by_ends, 6e-4);
  EXPECT_NEAR(rate(graphs, urn, refined_order{3}), incomplete, 6e-4);
}
INSTANTIATE_TEST_SUITE_P(data, unlabelled,
                         ::testing::Values(std::tuple{"MUTAG", 1.797, 2.412, 2.579},
                                           std::tuple{"IMDB-BINARY", 2.052, 2.294, 2.322},
                                           std::tuple{"IMDB-MULTI", 1.510, 2.096, 2.113},
                                           std::tuple{"PROTEINS", 3.661, 3.496, 3.530},
                                           std::tuple{"szip-USAir97", 5.059, 3.239, 3.241},
                                           std::tuple{"szip-YeastS", 6.829, 5.703, 5.714},
                                           std::tuple{"szip-as", 8.370, 4.518, 4.521}),
                         [](const auto& set) {
                           std::string name = std::get<0>(set.param);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace ansatz
