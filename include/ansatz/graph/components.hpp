#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// The connected components of a graph, by their smallest nodes; the nodes of each ascend.
std::vector<std::vector<std::uint32_t>> components(const graph& g);

/// The graph of these nodes, each given once, and of all edges between them, labels included: node i of it is
/// nodes[i]. Takes time in proportion to the nodes and their edges in g, and to nothing else of g, where
/// `place`, of which all n elements are UINT32_MAX, is given again and again; it is left so. Throws
/// `domain_error` for a node that is not there, or is given twice.
graph induced(const graph& g, std::span<const std::uint32_t> nodes, std::vector<std::uint32_t>& place);
graph induced(const graph& g, std::span<const std::uint32_t> nodes);

/// All graphs as one, node v of graph k as node v + (nodes of the graphs before). Labels are kept where all
/// graphs that could have such do: nodes, or edges. Throws `domain_error` for 2^32 nodes and more.
graph disjoint_union(std::span<const graph> graphs);

}  // namespace ansatz
