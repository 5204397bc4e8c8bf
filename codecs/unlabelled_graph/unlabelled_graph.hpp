#pragma once
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/recorder.hpp>
#include <cstdint>
#include <functional>

/// Graphs without their numbering, in an order of the encoder's choice; see spec.md.
namespace ansatz {

/// The same graph, numbered as `unlabelled_graph` codes it: nodes of more edges first; among those of as
/// many edges the one with the larger row first, a row being the list, descending, of its neighbours that
/// have more edges; those still alike in the order in which they come. Throws `domain_error` where it has
/// labels.
graph arranged(const graph& g);
bool is_arranged(const graph& g);

namespace detail {

/// Walks along the decisions that an arranged graph is made of, and returns it. `decide(logit, truth)`
/// says how each decision falls; its truth is read off `known`, where that is given, else it is 0. Throws
/// `domain_error` for decisions that make no graph.
graph walk_of_graph(std::uint32_t nodes, std::uint64_t edges, const graph* known,
                    const std::function<bool(std::int32_t logit, bool truth)>& decide);

}  // namespace detail

/// A simple graph of n nodes and m edges up to isomorphism, without labels. Its symbols are arranged
/// graphs: push what `arranged` gives; what is popped is isomorphic to what there was before.
///
/// Does push pop? No. Does pop push? No; decisions that make no graph, which only a stack that no push
/// gave holds, throw `domain_error`.
///
/// Rate: adaptive, no parameters are sent; far below that of exchangeable models on networks, see
/// spec.md. No initial bits. Time about that of 10 decisions an edge. Memory: some
/// 170 bytes a node that has edges, at most 400 an edge; a push keeps 12 bytes a decision.
class unlabelled_graph_codec {
 public:
  using symbol_type = graph;

  static constexpr std::uint32_t most_nodes = std::uint32_t{1} << 24;
  static constexpr std::uint64_t most_edges = std::uint64_t{1} << 29;

  /// Of totals 2^bits. Throws `domain_error` for more nodes or edges than these, or than a simple graph has.
  unlabelled_graph_codec(std::uint32_t nodes, std::uint64_t edges, unsigned bits = 31);

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.edges() != edges_)
      throw domain_error("unlabelled_graph: the graph's size is not the codec's");
    if (!is_arranged(g)) throw domain_error("unlabelled_graph: push what arranged(graph) gives");
    recorder r{lanes_of(s)};
    detail::walk_of_graph(nodes_, edges_, &g, [&](std::int32_t logit, bool truth) {
      r.mark();
      bernoulli_logit(logit, bits_).push(r, truth);
      return truth;
    });
    r.replay(s);
  }
  template <class S>
  graph pop(S& s) const {
    return detail::walk_of_graph(nodes_, edges_, nullptr, [&](std::int32_t logit, bool) {
      return bernoulli_logit(logit, bits_).pop(s) != 0;
    });
  }

 private:
  std::uint32_t nodes_;
  std::uint64_t edges_;
  unsigned bits_;
};

inline unlabelled_graph_codec unlabelled_graph(std::uint32_t nodes, std::uint64_t edges) {
  return {nodes, edges};
}

}  // namespace ansatz
