#pragma once
#include <ansatz/io/image.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// Stochastic binarisation: pixel j becomes 1 with probability value / 255, by the j-th draw of numpy's
/// `RandomState(seed).random_sample()`: 1 iff draw < value / 255 in binary64.
std::vector<std::uint8_t> binarize(std::span<const std::uint8_t> pixels, std::uint32_t seed);

/// The same for the numbers of all images, one image after another.
image_set binarized(image_set images, std::uint32_t seed);

/// Whether all numbers are 0 or 1; true where there are none.
bool is_binary(const image_set& images);

}  // namespace ansatz
