#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// A grey image of 28 x 28 pixels as what it was made from: a bitmap in a square of side x side pixels,
/// shrunk to a box of 20 x 20 grey values, the largest of which becomes 255, and laid into the image. All of
/// MNIST was made so (`spec.md`). The ink box of the bitmap is stored: its first and last row and column have
/// ink.
struct resampled_image {
  static constexpr std::uint32_t image_side = 28, box_side = 20;
  static constexpr std::uint32_t smallest_side = 20, largest_side = 128;

  std::uint32_t side = 0;           ///< of the square, from smallest_side to largest_side
  std::uint32_t top = 0, left = 0;  ///< of the ink box in the square
  std::uint32_t height = 0, width = 0;
  std::int32_t row = 0, column = 0;  ///< of the box in the image; what lies outside of the image is cut off
  std::vector<std::uint8_t> ink;     ///< height x width in raster order, 0 or 1

  /// The box, and the image, in raster order. Compiled: binary32 arithmetic, rounded alike everywhere.
  /// Throw `domain_error` where the description breaks a rule above.
  std::array<std::uint8_t, 400> box() const;
  std::vector<std::uint8_t> pixels() const;

  friend bool operator==(const resampled_image&, const resampled_image&) = default;
};

/// The offset floor((side - length) / 2) that centres an ink box of that height or width in the square.
constexpr std::uint32_t usual_offset(std::uint32_t side, std::uint32_t length) { return (side - length) / 2; }

struct resampled_place {
  std::int32_t row, column;
  friend bool operator==(const resampled_place&, const resampled_place&) = default;
};

/// Where a box is laid in nearly every image: at floor(15 - centre of mass), on each axis.
resampled_place usual_place(std::span<const std::uint8_t, 400> box);

/// Pixels of the bitmap that can be exchanged: each group's have the same weights in the same cells of the
/// box, so that only the number of inked ones tells, but for float rounding of sums in another order, which
/// hardly ever shows. Indices into `ink`. Groups depend on the sizes and offsets alone; pixels on the rim of
/// the ink box belong to none, so that it stays the ink box; groups of one pixel are left out.
std::vector<std::vector<std::uint32_t>> exchangeable_pixels(const resampled_image& image);

}  // namespace ansatz
