#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Graphs up to isomorphism, with their labels, in files: whichever way codes them best, by size. Parameter:
/// `order`, 1 unless said, whether those of a set come back in their order.
codec_entry unlabelled_graph_entry();

}  // namespace ansatz
