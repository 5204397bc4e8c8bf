#pragma once
#include <ansatz/graph/graph.hpp>
#include <ansatz/group/permutations.hpp>
#include <vector>

namespace ansatz {

/// Swaps of nodes of the same label and the same neighbours, but for each other: those that are not
/// neighbours, by labels of edges as well, and, where edges have none, those that are.
std::vector<sparse_permutation> twin_swaps(const graph& g);

}  // namespace ansatz
