#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <erdos_renyi/erdos_renyi.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"

namespace ansatz {
namespace {

using testing::drawn_graphs;
using testing::in_order;

ANSATZ_LAWS(erdos_renyi_of_seven, erdos_renyi(7, 2, 5), drawn_graphs(7));
ANSATZ_LAWS(erdos_renyi_of_a_rare_edge, erdos_renyi(12, 3, 1000), drawn_graphs(12));
ANSATZ_LAWS(erdos_renyi_of_one, erdos_renyi(1, 1, 2), drawn_graphs(1));
ANSATZ_LAWS(erdos_renyi_of_none, erdos_renyi(0, 1, 2), drawn_graphs(0));
ANSATZ_LAWS(unlabelled_erdos_renyi, shuffled(erdos_renyi(7, 2, 5), isomorphism_order{}),
            in_order(drawn_graphs(7), isomorphism_order{}));
ANSATZ_LAWS(unlabelled_erdos_renyi_incomplete, shuffled(erdos_renyi(7, 2, 5), refined_order{1}),
            in_order(drawn_graphs(7), refined_order{1}));

TEST(erdos_renyi, pays_for_each_pair) {
  metered s{rans_stack{}};
  erdos_renyi(4, 1, 4).push(s, {4, std::vector<graph::edge>{{0, 1}, {1, 3}}});
  EXPECT_NEAR(s.net().to_double(), 2 * 2 + 4 * std::log2(4. / 3), 1e-6);
}

/// Leaves every graph in the order in which it comes.
struct by_number {
  canonical_order operator()(const graph& g) const {
    return {identity_permutation(g.nodes()), automorphisms(g)};
  }
};
TEST(erdos_renyi, shuffled_by_the_numbering_is_not_encoded) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(shuffled(erdos_renyi(5, 2, 5), by_number{})),
                                                drawn_graphs(5))),
            testing::broken_on(testing::every_stack, {"pop undoes push", "rate"}));
}

TEST(erdos_renyi, refuses_other_graphs) {
  rans_stack s;
  const std::vector<graph::edge> triangle{{0, 1}, {1, 2}, {0, 2}};
  EXPECT_THROW(erdos_renyi(4, 1, 4).push(s, {3, triangle}), domain_error);
  EXPECT_THROW(erdos_renyi(3, 1, 4).push(s, {3, triangle, {1, 2, 3}}), domain_error);
  EXPECT_THROW(erdos_renyi(3, 1, 4, 2).push(s, {3, triangle}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(erdos_renyi(9, 99, 100, 5).pop(s), domain_error);
  EXPECT_THROW(erdos_renyi(3, 0, 4), domain_error);
  EXPECT_THROW(erdos_renyi(3, 4, 4), domain_error);
}

TEST(erdos_renyi, has_golden_bytes) {
  const graph g{5, std::vector<graph::edge>{{0, 1}, {1, 2}, {0, 4}}};
  EXPECT_EQ(testing::bytes_of(erdos_renyi(5, 2, 5), g), "020d98f4a2fd");
  EXPECT_EQ(testing::bytes_of(shuffled(erdos_renyi(5, 2, 5), isomorphism_order{}),
                              relabelled(g, isomorphism_order{}(g).to)),
            "08c28c9c4d66c901d5");
}

}  // namespace
}  // namespace ansatz
