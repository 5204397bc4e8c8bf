#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <erdos_renyi/erdos_renyi.hpp>
#include <labelled_graph/labelled_graph.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::drawn_graphs;
using testing::in_order;
using testing::with_labels;

const auto atoms = categorical({5, 2, 1});
const auto bonds = categorical({1, 4, 1});
auto labelled_by(label_kinds kinds) { return labelled_graph(erdos_renyi(6, 2, 5), atoms, bonds, kinds); }

ANSATZ_LAWS(labelled_graphs, labelled_by({true, true}), with_labels(drawn_graphs(6), true, true));
ANSATZ_LAWS(labelled_graphs_of_labelled_nodes, labelled_by({true, false}),
            with_labels(drawn_graphs(6), true, false));
ANSATZ_LAWS(labelled_graphs_of_labelled_edges, labelled_by({false, true}),
            with_labels(drawn_graphs(6), false, true));
ANSATZ_LAWS(labelled_graphs_without_labels, labelled_by({}), drawn_graphs(6));
ANSATZ_LAWS(unlabelled_graphs_with_labels, shuffled(labelled_by({true, true}), isomorphism_order{}),
            in_order(with_labels(drawn_graphs(6), true, true), isomorphism_order{}));

TEST(labelled_graph, pays_for_each_label_and_for_the_orbit) {
  // A square of two kinds of atoms, across from each other, and one bond that is another: one symmetry is left.
  const graph square{
      4, edge_list{{0, 1}, {1, 2}, {2, 3}, {0, 3}}, {0, 1, 0, 1}, std::vector<std::uint32_t>{1, 1, 1, 1}};
  const graph form = relabelled(square, isomorphism_order{}(square).to);
  metered s{rans_stack{}};
  shuffled(labelled_graph(erdos_renyi(4, 1, 2), atoms, bonds), isomorphism_order{}).push(s, form);
  const double labels = 2 * std::log2(8. / 5) + 2 * std::log2(8. / 2) + 4 * std::log2(6. / 4);
  EXPECT_NEAR(s.net().to_double(), 6 + labels - std::log2(24.) + std::log2(4.), 1e-5);
}

TEST(labelled_graph, refuses_labels_of_other_kinds) {
  rans_stack s;
  const edge_list one{{0, 1}};
  const std::vector<std::uint32_t> label{1};
  EXPECT_THROW(labelled_by({true, true}).push(s, {6, one}), domain_error);
  EXPECT_THROW(labelled_by({true, false}).push(s, {6, one, {}, label}), domain_error);
  EXPECT_THROW(labelled_by({false, true}).push(s, {6, one, {0, 0, 0, 0, 0, 0}, label}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(labelled_by({false, true}).push(s, {6, one, {}, std::vector<std::uint32_t>{3}}), domain_error);
}

/// Forgets labels: the symmetries that it leaves open exchange nodes whose labels differ.
struct blind_order {
  canonical_order operator()(const graph& g) const { return isomorphism_order{}(without_labels(g)); }
};
TEST(labelled_graph, shuffled_without_regard_to_labels_breaks_the_laws) {
  const auto broken = testing::names(
      testing::broken_laws(testing::laws_of(shuffled(labelled_by({true, true}), blind_order{})),
                           in_order(with_labels(drawn_graphs(6), true, true), blind_order{})));
  EXPECT_EQ(broken, testing::broken_on(testing::every_stack, {"pop undoes push", "push undoes pop", "rate"}));
}

TEST(labelled_graph, has_golden_bytes) {
  const graph g{
      6, edge_list{{0, 1}, {1, 2}, {0, 4}}, {0, 1, 2, 0, 0, 1}, std::vector<std::uint32_t>{1, 2, 1}};
  EXPECT_EQ(testing::bytes_of(labelled_by({true, true}), g), "02d9ff1add561cab");
}

}  // namespace
}  // namespace ansatz
