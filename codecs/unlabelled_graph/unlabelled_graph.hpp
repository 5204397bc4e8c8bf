#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <unlabelled_graph/walked_graph.hpp>
#include <vector>

/// Graphs without their numbering, in an order of the encoder's choice; see spec.md.
namespace ansatz {

/// The same graph, numbered as `unlabelled_graph` codes it: nodes of more edges first; among those of as
/// many edges the one with the larger row first, a row being the list, descending, of its neighbours that
/// have more edges; those still alike in the order in which they come. Labels go along, and do not count.
graph arranged(const graph& g);
/// The number that each node of g has in it.
std::vector<std::uint32_t> arranged_numbers(const graph& g);
bool is_arranged(const graph& g);

/// By descending degrees, row after row.
struct by_degree {
  static constexpr const char *name = "unlabelled_graph", *remedy = "push what arranged(graph) gives";
  static constexpr std::uint64_t most_decisions = std::uint64_t{1} << 28;
  static bool is_in_order(const graph& g) { return is_arranged(g); }
  static graph walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide);
};

/// The same, where it is also asked how much a row has in common with rows before it.
struct by_similar_rows : by_degree {
  static constexpr const char* name = "similar_rows_graph";
  static graph walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide);
};

/// A simple graph of n nodes and m edges up to isomorphism, without labels. Its symbols are arranged
/// graphs: push what `arranged` gives; what is popped is isomorphic to what there was before.
///
/// Rate: adaptive, no parameters are sent; far below that of exchangeable models on networks, see spec.md. No
/// initial bits. Time about that of 10 decisions an edge. Memory: some 170 bytes a node that has edges, at
/// most 400 an edge. See `walked_graph_codec`.
using unlabelled_graph_codec = walked_graph_codec<by_degree>;

inline unlabelled_graph_codec unlabelled_graph(std::uint32_t nodes, std::uint64_t edges) {
  return {nodes, edges};
}

/// The same symbols, 1 to 5 % smaller where neighbours of neighbours are neighbours, as in most networks; by some
/// 0.1 to 1 % larger where they are not.
using similar_rows_graph_codec = walked_graph_codec<by_similar_rows>;

inline similar_rows_graph_codec similar_rows_graph(std::uint32_t nodes, std::uint64_t edges) {
  return {nodes, edges};
}

}  // namespace ansatz
