#pragma once
#include <ansatz/io/idx.hpp>
#include <ansatz/io/image.hpp>
#include <cstdint>

namespace ansatz {

/// `count` drawn digits, 28x28 grey values: data that are always there. Strokes with a random slant, size,
/// width, place and wobble, anti-aliased. Integer arithmetic only; image i depends on the seed and i alone
/// and shows the digit `digit_label(i, seed)`.
idx_array digits(std::uint64_t count, std::uint64_t seed);

/// The same as images.
image_set drawn_digit_images(std::uint64_t count, std::uint64_t seed);

std::uint8_t digit_label(std::uint64_t index, std::uint64_t seed);

}  // namespace ansatz
