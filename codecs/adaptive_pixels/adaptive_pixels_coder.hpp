#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Pictures of any size, grey or in colour, in files, each in the way that suits it (`photograph`). Parameter, not in
/// the file, since each picture says how it is coded:
///
///   effort  1: one fit; 2: three, and mixed decisions, four times as long. 2
///
/// A chain holds about a million numbers, or one picture.
codec_entry adaptive_pixels_entry();

}  // namespace ansatz
