#include <rapidcheck/gtest.h>

#include <ansatz/combinator/revealed.hpp>
#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <erdos_renyi/erdos_renyi.hpp>
#include <erdos_renyi/erdos_renyi_slices.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using testing::drawn_graphs;
using testing::unnumbered;

const erdos_renyi_slices slices{2, 5};
template <class Keys>
auto unlabelled(std::uint32_t nodes, std::uint32_t kept, Keys keys, std::uint32_t chunks = ~0u) {
  return revealed(graph_prefix{nodes, kept}, slices, keys, chunks);
}

ANSATZ_LAWS(revealed_erdos_renyi, unlabelled(7, 0, prefix_orbits{}), unnumbered(drawn_graphs(7)));
ANSATZ_LAWS(revealed_erdos_renyi_with_kept_nodes, unlabelled(7, 3, prefix_orbits{}),
            unnumbered(drawn_graphs(7), 3));
ANSATZ_LAWS(revealed_erdos_renyi_by_hashes, unlabelled(7, 0, prefix_hashes{1}), unnumbered(drawn_graphs(7)));
ANSATZ_LAWS(revealed_erdos_renyi_by_poor_hashes, unlabelled(7, 1, prefix_hashes{0}),
            unnumbered(drawn_graphs(7), 1));
ANSATZ_LAWS(revealed_erdos_renyi_in_chunks, unlabelled(7, 0, prefix_hashes{1}, 3),
            unnumbered(drawn_graphs(7)));
ANSATZ_LAWS(revealed_erdos_renyi_at_once, unlabelled(7, 2, prefix_hashes{1}, 1),
            unnumbered(drawn_graphs(7), 2));
ANSATZ_LAWS(revealed_erdos_renyi_all_kept, unlabelled(5, 5, prefix_orbits{}), unnumbered(drawn_graphs(5), 5));
ANSATZ_LAWS(revealed_erdos_renyi_of_one, unlabelled(1, 0, prefix_orbits{}), unnumbered(drawn_graphs(1)));
ANSATZ_LAWS(revealed_erdos_renyi_of_none, unlabelled(0, 0, prefix_orbits{}), unnumbered(drawn_graphs(0)));

/// To the last bit that is counted, and with fewer of them to begin with.
RC_GTEST_PROP(erdos_renyi_slices, cost_what_the_joint_method_costs, ()) {
  const graph g = *drawn_graphs(9), form = relabelled(g, isomorphism_order{}(g).to);
  metered one{rans_stack{}}, other{rans_stack{}};
  shuffled(erdos_renyi(9, 2, 5), isomorphism_order{}).push(one, form);
  unlabelled(9, 0, prefix_orbits{}).push(other, {g});
  RC_ASSERT(std::abs((one.net() - other.net()).to_double()) < 1e-5);
  RC_ASSERT(other.initial_bits() <= one.initial_bits());
}

TEST(erdos_renyi_slices, refuse_other_graphs) {
  rans_stack s;
  const std::vector<graph::edge> triangle{{0, 1}, {1, 2}, {0, 2}};
  EXPECT_THROW(unlabelled(4, 0, prefix_orbits{}).push(s, {{3, triangle}}), domain_error);
  EXPECT_THROW(unlabelled(3, 0, prefix_orbits{}).push(s, {{3, triangle, {1, 2, 3}}}), domain_error);
  EXPECT_THROW(unlabelled(3, 0, prefix_orbits{}).push(s, {{3, triangle}, 1}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(revealed(graph_prefix{3, 0, {true, false}}, slices, prefix_orbits{}).pop(s), domain_error);
  EXPECT_THROW(revealed(graph_prefix{9}, erdos_renyi_slices{99, 100, 5}, prefix_orbits{}).pop(s),
               domain_error);
  EXPECT_THROW(erdos_renyi_slices(0, 4), domain_error);
  EXPECT_THROW(erdos_renyi_slices(4, 4), domain_error);
}

/// Orbits in the order of their smallest member, which is not the same for both sides.
struct by_the_smallest_member {
  std::vector<std::uint64_t> operator()(const graph_prefix& p) const {
    std::vector<std::uint64_t> keys = prefix_orbits{}(p), least = keys;
    for (std::uint32_t v = 0; v < p.size(); ++v)
      for (std::uint32_t w = p.size(); w-- > 0;)
        if (p.is_known(v) && p.is_known(w) && keys[v] == keys[w]) least[v] = w;
    return least;
  }
};
TEST(erdos_renyi_slices, revealed_by_the_smallest_members_break_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(unlabelled(6, 0, by_the_smallest_member{})),
                                                unnumbered(drawn_graphs(6)), 300)),
            testing::broken_on(testing::every_stack, {"pop undoes push"}));
}

TEST(erdos_renyi_slices, have_golden_bytes) {
  const graph g{5, std::vector<graph::edge>{{0, 1}, {1, 2}, {0, 4}}};
  EXPECT_EQ(testing::bytes_of(unlabelled(5, 0, prefix_orbits{}), {g}), "08c28c9c3892944a49");
  EXPECT_EQ(testing::bytes_of(unlabelled(5, 2, prefix_hashes{2}, 2), {g, 2}), "57997e1b2b");
}

}  // namespace
}  // namespace ansatz
