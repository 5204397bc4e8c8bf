#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Graphs with their numbering, each by Polya's urn, and their labels, in files. There are no parameters.
codec_entry random_edge_entry();

}  // namespace ansatz
