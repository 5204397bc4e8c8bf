#pragma once
#include <ansatz/archive/coder.hpp>

namespace ansatz {

/// Grey images of any size in files, by `mixed_pixels` and a model made for such images. A chunk is one chain
/// if not told otherwise, since what is learnt from an image serves all after it. Parameter, in the file:
///
///   network  0: the model's network is not asked, for images that it was not made for. 1
codec_entry mixed_pixels_entry();

}  // namespace ansatz
