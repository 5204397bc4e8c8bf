#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <pitman_yor/pitman_yor.hpp>
#include <pitman_yor/pitman_yor_fit.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::graphs_of;
using testing::in_order;

const pitman_yor_parameters coarse{.discount = 1, .concentration = 1, .scale = 3};
ANSATZ_LAWS(pitman_yor_of_seven, pitman_yor(7, 8, coarse), graphs_of(7, 8), .full_support = false);
ANSATZ_LAWS(pitman_yor_sparse, pitman_yor(40, 12, {.discount = 40}), graphs_of(40, 12),
            .full_support = false);
ANSATZ_LAWS(pitman_yor_of_one_edge, pitman_yor(3, 1, {}), graphs_of(3, 1), .full_support = false);
ANSATZ_LAWS(pitman_yor_of_no_edge, pitman_yor(5, 0, {}), graphs_of(5, 0));
ANSATZ_LAWS(pitman_yor_of_no_node, pitman_yor(0, 0, {}), graphs_of(0, 0));
ANSATZ_LAWS(unlabelled_pitman_yor, shuffled(pitman_yor(7, 8, coarse), isomorphism_order{}),
            in_order(graphs_of(7, 8), isomorphism_order{}), .full_support = false);
ANSATZ_LAWS(unlabelled_pitman_yor_incomplete, shuffled(pitman_yor(7, 8, coarse), refined_order{1}),
            in_order(graphs_of(7, 8), refined_order{1}), .full_support = false);

TEST(pitman_yor, costs_its_closed_form_in_every_numbering) {
  rc::check("net = pitman_yor_bits", [] {
    const graph g = *graphs_of(12, 15);
    const pitman_yor_parameters p{.discount = *rc::gen::inRange(0u, 64u),
                                  .concentration = *rc::gen::inRange(1u, 900u)};
    metered s{rans_stack{}};
    pitman_yor(12, 15, p).push(s, g);
    RC_ASSERT(std::abs(s.net().to_double() - pitman_yor_bits({&g, 1}, p).to_double()) < 1e-4);
  });
}

TEST(pitman_yor, refuses_what_is_not_its_own) {
  rans_stack s;
  const edge_list triangle{{0, 1}, {0, 2}, {1, 2}};
  EXPECT_THROW(pitman_yor(4, 3, {}).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(pitman_yor(3, 2, {}).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(pitman_yor(3, 3, {}).push(s, {3, triangle, {1, 1, 1}}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(pitman_yor(3, 4, {}), domain_error);
  EXPECT_THROW(pitman_yor(1u << 27, 1, {}), domain_error);
  EXPECT_THROW(pitman_yor(3, 1, {.discount = 64}), domain_error);
  EXPECT_THROW(pitman_yor(3, 1, {.concentration = 0}), domain_error);
  EXPECT_THROW(pitman_yor(3, 1, {.scale = 0}), domain_error);
  EXPECT_THROW(pitman_yor(1u << 20, 1u << 26, {}), domain_error);
}

/// Does not count a node out when its last end is.
struct careless_codec {
  using symbol_type = graph;
  template <class S>
  void push(S& s, const graph& g) const {
    pitman_yor_urn urn{6, 10, coarse};
    for (const graph::edge e : g.all_edges()) urn.insert(e.from), urn.insert(e.to);
    for (edge_order left{g}; left.size() > 0;) {
      const auto [first, second] = left.take(s);
      for (const std::uint32_t v : {second, first}) {
        urn.push(s, v);
        urn.erase(v);
      }
    }
  }
  template <class S>
  graph pop(S& s) const {
    return pitman_yor(6, 5, coarse).pop(s);
  }
};
TEST(pitman_yor, that_takes_ends_out_too_late_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{}, {.full_support = false}),
                                                graphs_of(6, 5))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(pitman_yor, has_golden_bytes) {
  const graph g{5, edge_list{{0, 1}, {1, 2}, {0, 4}}};
  const pitman_yor_parameters p{.discount = 20, .concentration = 96};
  EXPECT_EQ(testing::bytes_of(pitman_yor(5, 3, p), g), "02eacba15eca373c4f35");
  EXPECT_EQ(testing::bytes_of(shuffled(pitman_yor(5, 3, p), isomorphism_order{}),
                              relabelled(g, isomorphism_order{}(g).to)),
            "0c7253bfa291e955a9");
}

}  // namespace
}  // namespace ansatz
