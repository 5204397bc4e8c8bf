#pragma once
#include <ansatz/io/image.hpp>
#include <resampled/resampled_image.hpp>
#include <vector>

namespace ansatz::experiment {

/// Images, black on white, and below each the square of the bitmap that it was made from, as large.
image picture_of(const std::vector<resampled_image>& images);

}  // namespace ansatz::experiment
