#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <block_model/block_model.hpp>
#include <block_model/partition.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;
using testing::graphs_of;
using testing::in_order;

const block_prior small{.edge = 1, .node = 1, .base = 1};

rc::Gen<graph> graphs_with_blocks(std::uint32_t n, std::size_t m, std::uint32_t blocks) {
  return rc::gen::map(rc::gen::pair(graphs_of(n, m), rc::gen::container<std::vector<std::uint32_t>>(
                                                         n, rc::gen::inRange(0u, blocks))),
                      [n](const std::pair<graph, std::vector<std::uint32_t>>& x) {
                        const auto all = x.first.all_edges();
                        return graph{n, edge_list(all.begin(), all.end()), x.second};
                      });
}
// A pop may come to where no edge can lead on: full support is what few stacks have.
ANSATZ_LAWS(block_model_of_six, block_model(6, 7, 3, small), graphs_with_blocks(6, 7, 3),
            .full_support = false);
ANSATZ_LAWS(block_model_as_it_is, block_model(9, 12, 4), graphs_with_blocks(9, 12, 4), .full_support = false);
ANSATZ_LAWS(block_model_of_a_complete_graph, block_model(5, 10, 2), graphs_with_blocks(5, 10, 2),
            .full_support = false);
ANSATZ_LAWS(block_model_of_no_edge, block_model(5, 0, 2), graphs_with_blocks(5, 0, 2));
ANSATZ_LAWS(block_model_of_no_node, block_model(0, 0, 2), graphs_with_blocks(0, 0, 2));
ANSATZ_LAWS(unlabelled_block_model, shuffled(block_model(6, 7, 2, small), isomorphism_order{}),
            in_order(graphs_with_blocks(6, 7, 2), isomorphism_order{}), .full_support = false);

ANSATZ_LAWS(latent_block_model_of_six, latent_block_model(6, 7, 3, small, 5), graphs_of(6, 7),
            .full_support = false);
ANSATZ_LAWS(latent_block_model_as_it_is, latent_block_model(9, 12, 4), graphs_of(9, 12),
            .full_support = false);
ANSATZ_LAWS(latent_block_model_of_one_block, latent_block_model(6, 7, 1), graphs_of(6, 7),
            .full_support = false);
ANSATZ_LAWS(latent_block_model_of_no_edge, latent_block_model(5, 0, 2), graphs_of(5, 0));
ANSATZ_LAWS(latent_block_model_of_no_node, latent_block_model(0, 0, 2), graphs_of(0, 0));
ANSATZ_LAWS(unlabelled_latent_block_model,
            shuffled(latent_block_model(6, 7, 2, small, 5), isomorphism_order{}),
            in_order(graphs_of(6, 7), isomorphism_order{}), .full_support = false);
ANSATZ_LAWS(unlabelled_latent_block_model_incomplete,
            shuffled(latent_block_model(6, 7, 2, small, 5), refined_order{1}),
            in_order(graphs_of(6, 7), refined_order{1}), .full_support = false);

/// Leaves the neighbours of the first end in the urn when the second is drawn.
struct careless_codec {
  using symbol_type = graph;
  template <class S>
  void push(S& s, const graph& g) const {
    const std::vector<std::uint32_t> block{0, 1, 0, 1, 0, 1};
    stub_urn stubs{degrees(g), block, 2, 1};
    for (const graph::edge e : g.all_edges()) stubs.join(e.from, e.to);
    for (edge_order left{g}; left.size() > 0;) {
      const auto [first, second] = left.take(s);
      stubs.part(first, second);
      modelled(stubs.drawn_of(block[second])).push(s, second);
      stubs.block_after(block[first]).push(s, block[second]);
      modelled(stubs.drawn()).push(s, first);
    }
    degree_sequence(6, 6).push(s, degrees(g));
  }
  template <class S>
  graph pop(S& s) const {
    const std::vector<std::uint32_t> d = degree_sequence(6, 6).pop(s);
    return wired_graph_codec{{d, {0, 1, 0, 1, 0, 1}}, 6, 2, small}.pop(s);
  }
};
TEST(block_model, that_forgets_who_is_joined_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{}, {.full_support = false}),
                                                graphs_of(6, 6))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

/// Searches by another prior when it pops.
struct undecided_codec {
  using symbol_type = graph;
  static auto of(block_prior searching) {
    return bits_back(detail::degrees_and_blocks_prior(6, 7, 2, small), detail::wired_graphs(7, 2, small),
                     [=](const graph& g) {
                       return dependent(certain(degrees(g)),
                                        [g, searching](const std::vector<std::uint32_t>&) {
                                          return block_posterior(g, 2, searching, 5);
                                        });
                     });
  }
  template <class S>
  void push(S& s, const graph& g) const {
    of(small).push(s, g);
  }
  template <class S>
  graph pop(S& s) const {
    return of({.edge = 16, .node = 4, .base = 1}).pop(s);
  }
};
TEST(block_model, of_two_posteriors_breaks_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(undecided_codec{}, {.full_support = false}),
                                                graphs_of(6, 7))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

/// Cliques of 8, each node joined to one of another clique.
graph cliques(std::uint32_t many) {
  edge_list edges;
  for (std::uint32_t v = 0; v < 8 * many; ++v) {
    for (std::uint32_t w = v + 1; w % 8 != 0; ++w) edges.push_back({v, w});
    if (v + 8 < 8 * many) edges.push_back({v, v + 8});
  }
  return {8 * many, edges};
}

TEST(block_model, pays_less_for_edges_where_blocks_are_right) {
  const graph g = cliques(6), right = partitioned(g, 6), none = partitioned(g, 1);
  metered by_blocks{rans_stack{}}, without{rans_stack{}};
  const auto m = g.edges();
  block_model(48, m, 6).push(by_blocks, right);
  block_model(48, m, 1).push(without, none);
  EXPECT_LT(by_blocks.net().to_double(), without.net().to_double() - 50);
}

TEST(block_model, has_the_same_ledger_with_its_blocks_or_by_bits_back_but_for_the_posterior) {
  const graph g = cliques(6);
  metered two_parts{rans_stack{}}, latent{rans_stack{}};
  block_model(48, g.edges(), 6).push(two_parts, partitioned(g, 6));
  latent_block_model(48, g.edges(), 6).push(latent, g);
  const auto of = [](const auto& s, std::string_view label) {
    for (const auto& part : s.ledger())
      if (part.label == label) return part.net().to_double();
    return 0.;
  };
  EXPECT_NEAR(of(two_parts, "degrees"), of(latent, "degrees"), 1e-6);
  EXPECT_NEAR(of(two_parts, "order of edges"), of(latent, "order of edges"), 1e-6);
  EXPECT_LT(of(latent, "posterior"), 0);
  EXPECT_EQ(of(two_parts, "posterior"), 0);
}

TEST(block_model, refuses_other_graphs) {
  rans_stack s;
  const edge_list path{{0, 1}, {1, 2}};
  const graph plain{3, path}, labelled_nodes{3, path, {0, 1, 0}},
      labelled_edges{3, path, {}, std::vector<std::uint32_t>{1, 1}};
  EXPECT_THROW(block_model(3, 2, 2).push(s, plain), domain_error);
  EXPECT_THROW(block_model(3, 2, 1).push(s, labelled_nodes), domain_error);
  EXPECT_THROW(block_model(4, 2, 2).push(s, labelled_nodes), domain_error);
  EXPECT_THROW(block_model(3, 1, 2).push(s, labelled_nodes), domain_error);
  EXPECT_THROW(latent_block_model(3, 2, 2).push(s, labelled_nodes), domain_error);
  EXPECT_THROW(latent_block_model(3, 2, 2).push(s, labelled_edges), domain_error);
  EXPECT_THROW(latent_block_model(3, 1, 2).push(s, plain), domain_error);
  EXPECT_THROW(latent_block_model(3, 4, 2).push(s, plain), domain_error);
  EXPECT_THROW(latent_block_model(3, 2, 0).push(s, plain), domain_error);
}

TEST(block_model, has_golden_bytes) {
  const graph g{6, edge_list{{0, 1}, {1, 2}, {0, 4}, {2, 5}}},
      with_blocks{6, edge_list{{0, 1}, {1, 2}, {0, 4}, {2, 5}}, {0, 1, 1, 0, 2, 0}};
  const isomorphism_order order;
  EXPECT_EQ(testing::bytes_of(block_model(6, 4, 3), with_blocks), "7d7125f0cd760d25b4eda3");
  EXPECT_EQ(testing::bytes_of(shuffled(block_model(6, 4, 3), order),
                              relabelled(with_blocks, order(with_blocks).to)),
            "23249b3f67e1278e2770");
  EXPECT_EQ(testing::bytes_of(latent_block_model(6, 4, 3), g), "0a0fee9c56fe4de2060e41");
  EXPECT_EQ(testing::bytes_of(shuffled(latent_block_model(6, 4, 3), order), relabelled(g, order(g).to)),
            "97ef4faab990c83510");
}

}  // namespace
}  // namespace ansatz
