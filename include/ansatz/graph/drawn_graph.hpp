#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>

namespace ansatz {

/// A drawn graph of so many nodes and edges: data that are always there, of any size. It grows node by node,
/// and three edges of four go to where an earlier edge went, the fourth to any earlier node, so that degrees
/// fall off by a power, of about 7/3; then all nodes are numbered at random. Integer arithmetic only, the same
/// on every machine. Throws `domain_error` for more than half of the edges that such a graph may have.
graph drawn_graph(std::uint32_t nodes, std::uint64_t edges, std::uint64_t seed);

}  // namespace ansatz
