#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <unlabelled_graph/walked_graph.hpp>

/// Graphs without their numbering, breadth first: trees, molecules, sets of small graphs; see spec.md.
namespace ansatz {

/// The same graph, numbered breadth first: components by size, each from a node of fewest edges, at an end
/// where there is one; a node's children, the neighbours that it is the first to reach, one after another, by
/// descending degrees. Labels go along, and do not count.
graph breadth_first(const graph& g);
/// Whether it is numbered breadth first, each node's children by descending degrees, whichever nodes
/// components begin with.
bool is_breadth_first(const graph& g);

/// Component after component, node after node as they are reached.
struct by_breadth {
  static constexpr const char *name = "breadth_first_graph", *remedy = "push what breadth_first(graph) gives";
  static constexpr std::uint32_t most_breadth = 4096;
  static constexpr std::uint64_t most_decisions = std::uint64_t{1} << 28;
  static bool is_in_order(const graph& g) { return is_breadth_first(g); }
  static graph walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide);
};

/// A simple graph of n nodes and m edges up to isomorphism, without labels; sets of graphs as one of many
/// components, whose order is not kept. Its symbols are graphs that are numbered breadth first: push what
/// `breadth_first` gives; what is popped is isomorphic to what there was before.
///
/// Rate: adaptive, no parameters are sent. No initial bits. Time in proportion to n times the breadth,
/// how many nodes are reached and not done with, which is at most 4096: a larger one throws
/// `domain_error`. See `walked_graph_codec`.
using breadth_first_graph_codec = walked_graph_codec<by_breadth>;

inline breadth_first_graph_codec breadth_first_graph(std::uint32_t nodes, std::uint64_t edges) {
  return {nodes, edges};
}

}  // namespace ansatz
