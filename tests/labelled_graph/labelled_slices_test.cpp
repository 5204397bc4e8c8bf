#include <rapidcheck/gtest.h>

#include <ansatz/combinator/revealed.hpp>
#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <erdos_renyi/erdos_renyi.hpp>
#include <erdos_renyi/erdos_renyi_slices.hpp>
#include <labelled_graph/labelled_graph.hpp>
#include <labelled_graph/labelled_slices.hpp>
#include <polya_urn/urn_slices.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::drawn_graphs;
using testing::graphs_of;
using testing::unnumbered;
using testing::with_labels;

const auto atoms = categorical({5, 2, 1});
const auto bonds = categorical({1, 4, 1});
const auto slices = labelled_slices(erdos_renyi_slices{2, 5}, atoms, bonds);
template <class Keys>
auto by_erdos_renyi(std::uint32_t nodes, std::uint32_t kept, label_kinds kinds, Keys keys) {
  return revealed(graph_prefix{nodes, kept, kinds}, slices, keys);
}

ANSATZ_LAWS(revealed_labelled_graphs, by_erdos_renyi(6, 0, {true, true}, prefix_orbits{}),
            unnumbered(with_labels(drawn_graphs(6), true, true)));
ANSATZ_LAWS(revealed_labelled_nodes, by_erdos_renyi(6, 0, {true, false}, prefix_orbits{}),
            unnumbered(with_labels(drawn_graphs(6), true, false)));
ANSATZ_LAWS(revealed_labelled_edges, by_erdos_renyi(6, 2, {false, true}, prefix_hashes{2}),
            unnumbered(with_labels(graphs_of(6, 7), false, true), 2));
ANSATZ_LAWS(revealed_labelled_urn,
            revealed(graph_prefix{6, 0, {true, true}}, labelled_slices(urn_slices{7, 6}, atoms, bonds),
                     prefix_hashes{1}, 3),
            unnumbered(with_labels(graphs_of(6, 7), true, true)));

RC_GTEST_PROP(labelled_slices, cost_what_the_joint_method_costs, ()) {
  const graph g = *with_labels(graphs_of(8, 11), true, true), form = relabelled(g, isomorphism_order{}(g).to);
  metered one{rans_stack{}}, other{rans_stack{}};
  shuffled(labelled_graph(erdos_renyi(8, 2, 5), atoms, bonds), isomorphism_order{}).push(one, form);
  by_erdos_renyi(8, 0, {true, true}, prefix_orbits{}).push(other, {g});
  RC_ASSERT(std::abs((one.net() - other.net()).to_double()) < 1e-5);
}

TEST(labelled_slices, refuse_labels_of_other_kinds) {
  rans_stack s;
  const edge_list one{{0, 1}};
  EXPECT_THROW(by_erdos_renyi(3, 0, {true, true}, prefix_orbits{}).push(s, {{3, one}}), domain_error);
  EXPECT_THROW(by_erdos_renyi(3, 0, {}, prefix_orbits{}).push(s, {{3, one, {0, 1, 2}}}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  graph_prefix p{3, 0, {false, true}};
  EXPECT_THROW(slices(p).push(s, {{1}}), domain_error);
  EXPECT_THROW(slices(p).push(s, {{1}, 1, {1}}), domain_error);
  EXPECT_THROW(revealed(graph_prefix{3, 0, {true, false}}, erdos_renyi_slices{1, 2}, prefix_orbits{}).pop(s),
               domain_error);
}

/// Keys that forget labels: nodes that differ in theirs are taken for one another.
struct blind_keys {
  std::vector<std::uint64_t> operator()(const graph_prefix& p) const {
    std::vector<std::uint64_t> keys(p.size());
    for (std::uint32_t v = 0; v < p.size(); ++v) keys[v] = p.is_known(v) ? p.around(v).size() : 0;
    return keys;
  }
};
/// They cost rate, as poor hashes do, and nothing else.
ANSATZ_LAWS(revealed_by_blind_keys, by_erdos_renyi(5, 0, {true, true}, blind_keys{}),
            unnumbered(with_labels(graphs_of(5, 6), true, true)));

/// The label of a node by that of the first node, which has no number.
struct by_the_first {
  struct slice_codec {
    using symbol_type = graph_slice;
    bool other;
    graph_prefix* p;
    auto label() const { return other ? categorical({1, 1, 6}) : categorical({6, 1, 1}); }
    template <class S>
    void push(S& s, const graph_slice& x) const {
      erdos_renyi_slices{2, 5}.neighbours(*p).push(s, {x.neighbours});
      label().push(s, x.node_label);
    }
    template <class S>
    graph_slice pop(S& s) const {
      const std::uint32_t own = label().pop(s);
      graph_slice x = erdos_renyi_slices{2, 5}.neighbours(*p).pop(s);
      x.node_label = own;
      return x;
    }
  };
  slice_codec operator()(graph_prefix& p) const {
    return {p.known() > 0 && p.is_known(0) && p.node_label(0) > 0, &p};
  }
};
TEST(labelled_slices, by_the_label_of_a_number_break_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(revealed(graph_prefix{5, 0, {true, false}},
                                                                          by_the_first{}, prefix_orbits{})),
                                                unnumbered(with_labels(drawn_graphs(5), true, false)), 300)),
            testing::broken_on(testing::every_stack, {"pop undoes push"}));
}

TEST(labelled_slices, have_golden_bytes) {
  const graph g{5, edge_list{{0, 1}, {1, 2}, {0, 4}}, {0, 1, 2, 0, 0}, std::vector<std::uint32_t>{1, 2, 1}};
  EXPECT_EQ(testing::bytes_of(by_erdos_renyi(5, 0, {true, true}, prefix_orbits{}), {g}),
            "1e46400fafe26e789e6a");
}

}  // namespace
}  // namespace ansatz
