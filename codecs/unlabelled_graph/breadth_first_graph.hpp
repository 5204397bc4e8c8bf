#pragma once
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/recorder.hpp>
#include <cstdint>
#include <functional>

/// Graphs without their numbering, breadth first: trees, molecules, sets of small graphs; see spec.md.
namespace ansatz {

/// The same graph, numbered breadth first: components by size, each from a node of fewest edges; a node's
/// children, the neighbours that it is the first to reach, one after another, by descending degrees.
/// Throws `domain_error` where it has labels.
graph breadth_first(const graph& g);
/// Whether it is numbered breadth first, each node's children by descending degrees, whichever nodes
/// components begin with.
bool is_breadth_first(const graph& g);

namespace detail {

/// As `walk_of_graph`.
graph walk_breadth_first(std::uint32_t nodes, std::uint64_t edges, const graph* known,
                         const std::function<bool(std::int32_t logit, bool truth)>& decide);

}  // namespace detail

/// A simple graph of n nodes and m edges up to isomorphism, without labels; sets of graphs as one of many
/// components, whose order is not kept. Its symbols are graphs that are numbered breadth first: push what
/// `breadth_first` gives; what is popped is isomorphic to what there was before.
///
/// Does push pop? No. Does pop push? No; decisions that make no graph, which only a stack that no push
/// gave holds, throw `domain_error`.
///
/// Rate: adaptive, no parameters are sent. No initial bits. Time in proportion to n times the breadth,
/// how many nodes are reached and not done with, which is at most 4096: a larger one throws
/// `domain_error`.
class breadth_first_graph_codec {
 public:
  using symbol_type = graph;

  static constexpr std::uint32_t most_nodes = std::uint32_t{1} << 24, most_breadth = 4096;
  static constexpr std::uint64_t most_edges = std::uint64_t{1} << 29;

  /// Of totals 2^bits. Throws `domain_error` for more nodes or edges than these, or than a simple graph has.
  breadth_first_graph_codec(std::uint32_t nodes, std::uint64_t edges, unsigned bits = 31);

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.edges() != edges_)
      throw domain_error("breadth_first_graph: the graph's size is not the codec's");
    if (!is_breadth_first(g)) throw domain_error("breadth_first_graph: push what breadth_first(graph) gives");
    recorder r{lanes_of(s)};
    detail::walk_breadth_first(nodes_, edges_, &g, [&](std::int32_t logit, bool truth) {
      r.mark();
      bernoulli_logit(logit, bits_).push(r, truth);
      return truth;
    });
    r.replay(s);
  }
  template <class S>
  graph pop(S& s) const {
    return detail::walk_breadth_first(nodes_, edges_, nullptr, [&](std::int32_t logit, bool) {
      return bernoulli_logit(logit, bits_).pop(s) != 0;
    });
  }

 private:
  std::uint32_t nodes_;
  std::uint64_t edges_;
  unsigned bits_;
};

inline breadth_first_graph_codec breadth_first_graph(std::uint32_t nodes, std::uint64_t edges) {
  return {nodes, edges};
}

}  // namespace ansatz
