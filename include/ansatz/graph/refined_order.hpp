#pragma once
#include <ansatz/graph/graph.hpp>
#include <ansatz/group/canonical_order.hpp>
#include <cstdint>
#include <vector>

namespace ansatz {

/// A number for each node of a graph that depends on the graph around it and not on the numbering: after no
/// round on its label and degree, after each round on its number and those of its neighbours before, with
/// the labels of edges between (colour refinement; 1-WL). The same on every machine. Nodes that an
/// automorphism carries to each other have the same number; others may have by chance, about 2^-64 a pair.
///
/// Weisfeiler, Leman 1968. Time: rounds times edges.
std::vector<std::uint64_t> refined_hashes(const graph& g, unsigned rounds);

/// Nodes in ascending order of their hashes; those of equal ones are left open, whether or not the graph
/// has such automorphisms. With `shuffled` this is the incomplete method: no search, one pass a round, at
/// the cost of log2 (permutations left open / automorphisms). A graph comes back as it was given, sorted:
/// isomorphic to those that differ in what is left open, and not equal to them.
struct refined_order {
  unsigned rounds = 3;
  canonical_order operator()(const graph& g) const;
};

}  // namespace ansatz
