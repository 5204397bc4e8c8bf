#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Bytes by a hidden Markov model that is fitted to them and sent along, in files. Parameters:
///
///   states  of the model, 1 to 1024; in the file. 16
///   rounds  of expectation maximisation, 1 to 10000; the encoder's alone. 30
///
/// Encoding takes time in proportion to length, states^2 and rounds, and 4 bytes a state and byte of memory.
codec_entry hmm_entry();

}  // namespace ansatz
