#pragma once
#include <ansatz/graph/graph_prefix.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

/// A key for each known node of a prefix, by its node: the same for nodes that an automorphism of the prefix
/// carries to each other, and for those alone. The automorphisms leave the hidden nodes alone. Keys depend on
/// the prefix and on no numbering of the known nodes: the least place in the canonical order of a node's
/// orbit.
///
/// Takes a canonical order of the known part each time. Throws what `isomorphism_order` throws.
struct prefix_orbits {
  std::vector<std::uint64_t> operator()(const graph_prefix& p) const;
};

/// Hashes instead, of so many rounds of refinement: the same for nodes that an automorphism of the prefix
/// carries to each other, and perhaps for others. Hidden nodes are told apart by their places. With no node
/// hidden these are the `refined_hashes` of the graph.
///
/// Time: rounds times edges.
struct prefix_hashes {
  unsigned rounds = 3;
  std::vector<std::uint64_t> operator()(const graph_prefix& p) const;
};

}  // namespace ansatz
