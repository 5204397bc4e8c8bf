#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Any bytes by `context_mixing`, any images by `pixel_mixing`, in files: the codec that needs no model, and
/// that others are measured against on data that they were not made for. Parameter, of bytes, in the file:
///
///   order  contexts of 0, ..., order bytes, up to 6. 4
///
/// A chain of images holds about a million numbers, so that memory is bounded by the number of threads.
codec_entry context_mixing_entry();

}  // namespace ansatz
