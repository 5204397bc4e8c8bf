#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <polya_urn/polya_urn.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::graphs_of;
using testing::in_order;

ANSATZ_LAWS(polya_urn_of_seven, polya_urn(7, 8), graphs_of(7, 8));
ANSATZ_LAWS(polya_urn_of_a_dense_graph, polya_urn(6, 13, 3), graphs_of(6, 13));
ANSATZ_LAWS(polya_urn_of_a_complete_graph, polya_urn(5, 10), graphs_of(5, 10));
ANSATZ_LAWS(polya_urn_of_a_sparse_graph, polya_urn(40, 30), graphs_of(40, 30));
ANSATZ_LAWS(polya_urn_of_no_edge, polya_urn(5, 0), graphs_of(5, 0));
ANSATZ_LAWS(polya_urn_of_one_node, polya_urn(1, 0), graphs_of(1, 0));
ANSATZ_LAWS(polya_urn_of_no_node, polya_urn(0, 0), graphs_of(0, 0));
ANSATZ_LAWS(unlabelled_polya_urn, shuffled(polya_urn(7, 8), isomorphism_order{}),
            in_order(graphs_of(7, 8), isomorphism_order{}));
ANSATZ_LAWS(unlabelled_polya_urn_incomplete, shuffled(polya_urn(7, 8), refined_order{1}),
            in_order(graphs_of(7, 8), refined_order{1}));

TEST(polya_urn, pays_for_what_is_possible_alone) {
  metered one{rans_stack{}};
  polya_urn(3, 1).push(one, {3, edge_list{{0, 2}}});
  EXPECT_NEAR(one.net().to_double(), std::log2(3. * 2) - 1, 1e-5);
  // By a bias so heavy that all nodes are alike: the second edge begins at one of three nodes, and ends at the one
  // node that is left, or at one of two.
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    metered two{rans_stack{supply::seeded(seed)}};
    polya_urn(3, 2, 1000000).push(two, {3, edge_list{{0, 1}, {0, 2}}});
    const double bits = two.net().to_double(), less = std::log2(3. * 2 * 3) - 3;
    EXPECT_NEAR(bits < less + 0.5 ? bits : bits - 1, less, 1e-3);
  }
}

TEST(polya_urn, refuses_other_graphs) {
  rans_stack s;
  const edge_list triangle{{0, 1}, {0, 2}, {1, 2}};
  EXPECT_THROW(polya_urn(4, 3).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(polya_urn(3, 2).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(polya_urn(3, 3).push(s, {3, triangle, {1, 1, 1}}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(polya_urn(3, 4), domain_error);
  EXPECT_THROW(polya_urn(1, 1), domain_error);
  EXPECT_THROW(polya_urn(3, 1, 0), domain_error);
  EXPECT_THROW(polya_urn(1u << 27, 1), domain_error);
}

/// Leaves the first end in the urn when the second is pushed.
struct careless_codec {
  using symbol_type = graph;
  template <class S>
  void push(S& s, const graph& g) const {
    urn all{6, 1};
    std::vector<std::uint64_t> edges;
    for (const graph::edge e : g.all_edges()) {
      all.join(e.from, e.to);
      edges.push_back(std::uint64_t{e.from} << 32 | e.to);
    }
    for (ranked_set left{edges}; left.size() > 0;) {
      const std::uint64_t edge = left.take(uniform(static_cast<std::uint32_t>(left.size())).pop(s));
      auto first = static_cast<std::uint32_t>(edge >> 32), second = static_cast<std::uint32_t>(edge);
      if (uniform(2).pop(s) != 0) std::swap(first, second);
      all.part(first, second);
      modelled(all.drawn()).push(s, second);
      modelled(all.drawn()).push(s, first);
    }
  }
  template <class S>
  graph pop(S& s) const {
    return polya_urn(6, 5).pop(s);
  }
};
TEST(polya_urn, that_forgets_who_is_joined_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{}), graphs_of(6, 5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(polya_urn, has_golden_bytes) {
  const graph g{5, edge_list{{0, 1}, {1, 2}, {0, 4}}};
  EXPECT_EQ(testing::bytes_of(polya_urn(5, 3), g), "b9636eaddf8a16c603");
  EXPECT_EQ(testing::bytes_of(shuffled(polya_urn(5, 3), isomorphism_order{}),
                              relabelled(g, isomorphism_order{}(g).to)),
            "0278cadcc521fc9fa0");
  EXPECT_EQ(
      testing::bytes_of(shuffled(polya_urn(5, 3), refined_order{}), relabelled(g, refined_order{}(g).to)),
      "062dfb27ea73c88a30");
}

}  // namespace
}  // namespace ansatz
