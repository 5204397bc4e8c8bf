#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// A text whose lines are in ascending order, as a multiset of lines, in files: their order costs nothing,
/// since it is known. There are no parameters.
codec_entry lines_entry();

}  // namespace ansatz
