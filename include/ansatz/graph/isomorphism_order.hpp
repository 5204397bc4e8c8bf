#pragma once
#include <ansatz/graph/graph.hpp>
#include <ansatz/group/canonical_order.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

/// Generators of the automorphism group of a graph with its labels, by Traces (McKay, Piperno 2014,
/// Practical graph isomorphism II). Each is checked; that none is missing is for `isomorphism_order` to
/// see. Throws `domain_error` for more than 2^30 nodes or edges.
std::vector<sparse_permutation> automorphisms(const graph& g);

/// The canonical order of a graph's nodes: the same graph for all graphs that are isomorphic, labels
/// included, with the generators of its automorphism group.
///
/// The order is our own, in integers: a search that gives nodes of the same cell of a refinement different
/// cells until all are told apart, and keeps the least graph; known automorphisms spare it all but one node
/// of an orbit. So it does not depend on how automorphisms were found, and where the search comes to the
/// same graph twice, one that was not known is known. Throws `domain_error` for a graph on which the search
/// would visit more than 2^28 nodes of its copies: strongly regular graphs of thousands of nodes, say. All
/// numberings of a graph are refused alike.
struct isomorphism_order {
  canonical_order operator()(const graph& g) const;
};

/// The same from automorphisms that are known. From none, too, as long as there are few but swaps.
canonical_order isomorphism_order_from(const graph& g, std::vector<sparse_permutation> known);

}  // namespace ansatz
