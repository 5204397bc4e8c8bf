#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Grey images of 28 x 28 pixels by the bitmaps that they were made from, in files: `resampled_images`. For MNIST and
/// what was made in the same way; of other images none has a bitmap, and they take what `context_mixing` gives
/// them.
codec_entry resampled_entry();

}  // namespace ansatz
