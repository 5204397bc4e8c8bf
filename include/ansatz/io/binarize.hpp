#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// Stochastic binarisation: pixel j becomes 1 with probability value / 255, by the j-th draw of numpy's
/// `RandomState(seed).random_sample()`: 1 iff draw < value / 255 in binary64.
std::vector<std::uint8_t> binarize(std::span<const std::uint8_t> pixels, std::uint32_t seed);

}  // namespace ansatz
