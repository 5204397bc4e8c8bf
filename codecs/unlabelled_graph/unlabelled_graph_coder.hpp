#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Graphs up to isomorphism, with their labels, in files: whichever way codes them best, by size. Parameters:
/// `order`, 1 unless said, whether those of a set come back in their order; `walked`, 2^20 unless said, up to
/// how many edges the encoder tries what is smallest and takes longest.
codec_entry unlabelled_graph_entry();

}  // namespace ansatz
