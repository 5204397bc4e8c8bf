#include <ansatz/combinator/revealed.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <polya_urn/urn_slices.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::graphs_of;
using testing::unnumbered;

template <class Keys>
auto by_urn(std::uint32_t nodes, std::uint64_t edges, std::uint32_t kept, Keys keys,
            std::uint32_t chunks = ~0u) {
  return revealed(graph_prefix{nodes, kept}, urn_slices{edges, 6}, keys, chunks);
}

ANSATZ_LAWS(revealed_urn, by_urn(7, 8, 0, prefix_orbits{}), unnumbered(graphs_of(7, 8)));
ANSATZ_LAWS(revealed_urn_with_kept_nodes, by_urn(7, 8, 3, prefix_hashes{1}), unnumbered(graphs_of(7, 8), 3));
ANSATZ_LAWS(revealed_urn_in_chunks, by_urn(7, 8, 0, prefix_hashes{1}, 3), unnumbered(graphs_of(7, 8)));
ANSATZ_LAWS(revealed_urn_of_a_dense_graph, by_urn(6, 13, 0, prefix_orbits{}), unnumbered(graphs_of(6, 13)));
ANSATZ_LAWS(revealed_urn_of_a_complete_graph, by_urn(5, 10, 0, prefix_orbits{}),
            unnumbered(graphs_of(5, 10)));
ANSATZ_LAWS(revealed_urn_of_a_sparse_graph, by_urn(20, 12, 0, prefix_hashes{2}),
            unnumbered(graphs_of(20, 12)));
ANSATZ_LAWS(revealed_urn_of_no_edge, by_urn(5, 0, 0, prefix_orbits{}), unnumbered(graphs_of(5, 0)));
ANSATZ_LAWS(revealed_urn_of_no_node, by_urn(0, 0, 0, prefix_orbits{}), unnumbered(graphs_of(0, 0)));

TEST(urn_slices, cost_nothing_where_nothing_is_open) {
  metered s{rans_stack{}};
  by_urn(5, 10, 0, prefix_orbits{}).push(s, {{5, testing::pairs_of(5)}});
  EXPECT_NEAR(s.net().to_double(), 0, 1e-5);
}

/// All graphs of four nodes and three edges without numbers: a star, a path, a triangle and a node. What is drawn has
/// probability 2^-net in the mean, and nothing is spent on loops, redraws or other numbers of edges.
TEST(urn_slices, waste_nothing) {
  double all = 0;
  constexpr int draws = 2000;
  for (const edge_list& edges : {edge_list{{0, 1}, {0, 2}, {0, 3}}, edge_list{{0, 1}, {1, 2}, {2, 3}},
                                 edge_list{{0, 1}, {1, 2}, {0, 2}}})
    for (std::uint64_t seed = 0; seed < draws; ++seed) {
      metered s{rans_stack{supply::seeded(seed)}};
      revealed(graph_prefix{4}, urn_slices{3, 24}, prefix_orbits{}).push(s, {{4, edges}});
      all += std::exp2(-s.net().to_double()) / draws;
    }
  EXPECT_NEAR(all, 1, 0.02);
}

TEST(urn_slices, refuse_other_graphs) {
  rans_stack s;
  const edge_list triangle{{0, 1}, {0, 2}, {1, 2}};
  EXPECT_THROW(by_urn(4, 3, 0, prefix_orbits{}).push(s, {{3, triangle}}), domain_error);
  EXPECT_THROW(by_urn(3, 3, 0, prefix_orbits{}).push(s, {{3, triangle, {1, 1, 1}}}), domain_error);
  EXPECT_TRUE(s.is_fresh());
  EXPECT_THROW(by_urn(3, 2, 0, prefix_orbits{}).push(s, {{3, triangle}}), domain_error);
  EXPECT_THROW(by_urn(4, 4, 0, prefix_orbits{}).push(s, {{4, triangle}}), domain_error);
  EXPECT_THROW(by_urn(3, 4, 0, prefix_orbits{}).pop(s), domain_error);
  EXPECT_THROW(urn_slices(std::uint64_t{1} << 30), domain_error);
  EXPECT_THROW(urn_slices(3, 3), domain_error);
}

/// Leaves a neighbour in the urn once it is drawn.
struct careless_slices {
  struct slice_codec {
    using symbol_type = graph_slice;
    graph_prefix* p;
    template <class S>
    void push(S& s, const graph_slice& x) const {
      const auto k = static_cast<std::uint32_t>(x.neighbours.size());
      for (std::uint32_t i = k; i-- > 0;) {
        const std::uint32_t w = x.neighbours[i], start = p->urn_below(w);
        s.push(interval{start, p->urn_below(w + 1) - start}, total{p->urn_size()});
      }
      uniform(p->size() - p->known()).push(s, k);
    }
    template <class S>
    graph_slice pop(S& s) const {
      return urn_slices{8, 6}(*p).pop(s);
    }
  };
  slice_codec operator()(graph_prefix& p) const { return {&p}; }
};
TEST(urn_slices, that_leave_neighbours_in_the_urn_break_the_laws) {
  const auto broken = testing::names(
      testing::broken_laws(testing::laws_of(revealed(graph_prefix{7}, careless_slices{}, prefix_orbits{})),
                           unnumbered(graphs_of(7, 8))));
  EXPECT_EQ(broken, testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(urn_slices, have_golden_bytes) {
  const graph g{5, edge_list{{0, 1}, {1, 2}, {0, 4}}};
  EXPECT_EQ(testing::bytes_of(revealed(graph_prefix{5}, urn_slices{3}, prefix_orbits{}), {g}),
            "05eb4d05ace514d8c3");
  EXPECT_EQ(testing::bytes_of(revealed(graph_prefix{5, 2}, urn_slices{3}, prefix_hashes{2}, 2), {g, 2}),
            "30af5930b46e789e6a");
}

}  // namespace
}  // namespace ansatz
