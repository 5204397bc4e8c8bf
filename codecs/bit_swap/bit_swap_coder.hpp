#pragma once
#include <hierarchy/hierarchy_coder.hpp>

namespace ansatz {

/// Images by Bit-Swap, in files: see `hierarchy_coder` and spec.md.
hierarchy_composition bit_swap_composition();
codec_entry bit_swap_entry();

}  // namespace ansatz
