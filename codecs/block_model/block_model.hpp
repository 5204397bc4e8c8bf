#pragma once
#include <algorithm>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/dependent.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/certain.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <block_model/block_posterior.hpp>
#include <block_model/degree_sequence.hpp>
#include <block_model/node_blocks.hpp>
#include <block_model/stub_urn.hpp>
#include <cstdint>
#include <random_edge/edge_order.hpp>
#include <utility>
#include <vector>

/// Graphs whose nodes are in blocks, edges being more or less likely between two blocks; see spec.md.
namespace ansatz {

/// Degrees, and a block a node.
using degrees_and_blocks = std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>>;

/// A simple graph whose nodes' degrees and blocks are known, edge by edge: the first end in proportion to the
/// edges that a node still needs; the block of the second by how many edges there are between the two blocks
/// so far; the second like the first, among nodes of that block that are neither the first nor joined to it.
/// Bits back over the order of the edges and which end comes first.
///
/// Rate: -log2 p of the ends in the order that was popped, - log2 m! - m. Initial bits: log2 m + 1. Does push
/// pop? Yes. Does pop push? Yes; where no node is left that an edge could lead to, which only a stack that no
/// push gave leads to, it throws `domain_error`.
class wired_graph_codec {
 public:
  using symbol_type = graph;

  wired_graph_codec(degrees_and_blocks of, std::uint64_t edges, std::uint32_t blocks, block_prior prior)
      : of_{std::move(of)}, edges_{edges}, blocks_{blocks}, prior_{prior} {
    if (prior.edge > max_total / 4 / std::max<std::uint64_t>(edges, 1024))
      throw domain_error("block_model: too many edges for such weights");
    for (const std::uint32_t b : of_.second)
      if (b >= blocks) throw domain_error("block_model: a block that is not there");
    if (of_.second.size() != of_.first.size()) throw domain_error("block_model: not a block for each node");
  }

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.has_labels() || degrees(g) != of_.first)
      throw domain_error("block_model: a graph with labels, or of other degrees");
    stub_urn stubs = urn();
    for (const graph::edge e : g.all_edges()) stubs.join(e.from, e.to);
    for (edge_order left{g}; left.size() > 0;) {
      const auto [first, second] = left.take(s);
      stubs.part(first, second);
      {
        const stub_urn::without_neighbours others{stubs, first};
        const std::uint32_t block = stubs.block_of(second);
        labelled("edges", modelled(stubs.drawn_of(block))).push(s, second);
        labelled("edges", stubs.block_after(stubs.block_of(first))).push(s, block);
      }
      labelled("edges", modelled(stubs.drawn())).push(s, first);
    }
  }
  template <class S>
  graph pop(S& s) const {
    stub_urn stubs = urn();
    std::vector<graph::edge> edges;
    edge_order sent;
    for (std::uint64_t i = 0; i < edges_; ++i) {
      const std::uint32_t first = labelled("edges", modelled(stubs.drawn())).pop(s);
      const std::uint32_t second = [&] {
        const stub_urn::without_neighbours others{stubs, first};
        const std::uint32_t block = labelled("edges", stubs.block_after(stubs.block_of(first))).pop(s);
        return labelled("edges", modelled(stubs.drawn_of(block))).pop(s);
      }();
      stubs.join(first, second);
      sent.put(s, {first, second});
      edges.push_back({first, second});
    }
    return {static_cast<std::uint32_t>(of_.first.size()), edges};
  }

 private:
  stub_urn urn() const { return {of_.first, of_.second, blocks_, prior_.edge}; }

  degrees_and_blocks of_;
  std::uint64_t edges_;
  std::uint32_t blocks_;
  block_prior prior_;
};

namespace detail {

inline auto degrees_and_blocks_prior(std::uint32_t nodes, std::uint64_t edges, std::uint32_t blocks,
                                     block_prior prior) {
  return dependent(labelled("degrees", degree_sequence(nodes, edges)),
                   [=](const std::vector<std::uint32_t>& degrees) {
                     return labelled("blocks", node_blocks(degrees, blocks, prior));
                   });
}
inline auto wired_graphs(std::uint64_t edges, std::uint32_t blocks, block_prior prior) {
  return [=](const degrees_and_blocks& of) { return wired_graph_codec{of, edges, blocks, prior}; };
}

}  // namespace detail

/// A simple graph of n nodes and m edges with the block of each node, below `blocks`, for a label: the
/// degree-corrected block model in two parts, the partition into blocks being sent. `partitioned(g, blocks)`
/// finds one.
///
/// Does push pop? Yes. Does pop push? Yes, but for what `wired_graph_codec` says.
///
/// Rate: degrees, by `degree_sequence`; blocks given degrees, by `node_blocks`; the graph given both, by
/// `wired_graph_codec`: the ledger has them under "degrees", "blocks", "edges" and "order of edges". About
/// the same for all numberings: for `shuffled`, whose canonical order then keeps labels.
///
/// Karrer, Newman 2011, Stochastic blockmodels and community structure in networks; Peixoto 2017,
/// Nonparametric Bayesian inference of the microcanonical stochastic block model.
inline auto block_model(std::uint32_t nodes, std::uint64_t edges, std::uint32_t blocks,
                        block_prior prior = {}) {
  return mapped(
      dependent(detail::degrees_and_blocks_prior(nodes, edges, blocks, prior),
                detail::wired_graphs(edges, blocks, prior)),
      [](const std::pair<degrees_and_blocks, graph>& x) {
        const auto all = x.second.all_edges();
        return graph{x.second.nodes(), std::vector<graph::edge>(all.begin(), all.end()), x.first.second};
      },
      [](const graph& g) {
        if (g.nodes() > 0 && g.node_labels().empty())
          throw domain_error("block_model: nodes need their blocks for labels");
        return std::pair{degrees_and_blocks{degrees(g), {g.node_labels().begin(), g.node_labels().end()}},
                         without_labels(g)};
      });
}

/// A simple graph of n nodes and m edges without labels, by the same model with the partition as a latent:
/// bits back over the block of each node, given the graph.
///
/// Does push pop? Yes. Does pop push? Yes, but for what `wired_graph_codec` says.
///
/// Rate: that of `block_model` with a partition as it was popped, + log2 q of it, which the ledger has under
/// "posterior". See `block_posterior`. Initial bits: -log2 q, at most, and log2 m + 1.
inline auto latent_block_model(std::uint32_t nodes, std::uint64_t edges, std::uint32_t blocks,
                               block_prior prior = {}, unsigned posterior_bits = 24) {
  return bits_back(detail::degrees_and_blocks_prior(nodes, edges, blocks, prior),
                   detail::wired_graphs(edges, blocks, prior), [=](const graph& g) {
                     return dependent(
                         certain(degrees(g)),
                         [posterior = block_posterior(g, blocks, prior, posterior_bits)](
                             const std::vector<std::uint32_t>&) { return labelled("posterior", posterior); });
                   });
}

}  // namespace ansatz
