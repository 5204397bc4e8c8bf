#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Grey images of any size in files, by `mixed_pixels`: with a model, made for such images, or by contexts alone. No
/// parameters. A chunk is one chain if not told otherwise, since what is learnt from an image serves all after it.
codec_entry mixed_pixels_entry();

}  // namespace ansatz
