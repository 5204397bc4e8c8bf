#pragma once
#include <compare>
#include <cstdint>
#include <limits>
#include <vector>

namespace ansatz {

/// Height, width and channels: 1 (grey) or 3 (red, green, blue).
struct image_shape {
  std::uint32_t height = 0, width = 0, channels = 1;

  /// Numbers of all channels; the largest there is where 64 bits do not hold them.
  constexpr std::uint64_t size() const {
    const std::uint64_t pixels = std::uint64_t{height} * width;
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    return channels != 0 && pixels > most / channels ? most : pixels * channels;
  }
  friend constexpr auto operator<=>(const image_shape&, const image_shape&) = default;
};

/// 8 bits a number, row by row, the channels of a pixel side by side.
struct image {
  image_shape shape;
  std::vector<std::uint8_t> pixels;  ///< `shape.size()` of them
  friend bool operator==(const image&, const image&) = default;
};

/// A data set: images, each of its own size.
using image_set = std::vector<image>;

}  // namespace ansatz
