#pragma once
#include <ansatz/archive/coder.hpp>
#include <string>

namespace ansatz {

/// Graphs with their numbering, each by Polya's urn, and their labels, in files. There are no parameters.
codec_entry random_edge_entry();

/// Why a coder of this name does not take such graphs, in a sentence, where it takes labels of all nodes,
/// or all edges, or none, and as many as `counted_numbers` and `random_edge` do; empty if it does.
std::string objection_to_graphs(const graph_counts& all, const std::string& codec);

}  // namespace ansatz
