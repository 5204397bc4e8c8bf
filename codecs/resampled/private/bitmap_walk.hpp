#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::detail {

/// Walks along the pixels of a bitmap of height x width pixels, an ink box, in raster order, and says what a network
/// is told of the next one: which of its inputs, all 0 or 1, are 1. Inputs of a row stay the same along it.
class bitmap_walk {
 public:
  static constexpr std::uint32_t most_side = 128;
  static constexpr std::size_t row_inputs = 3 * 23 + 14 + 2 * 12 + 2 * 64 + 2;
  static constexpr std::size_t pixel_inputs = 10 * 19 + 9 + 2 * 12 + 14 + 2 * 36 + 2 * 8 + 1;
  static constexpr std::size_t inputs = row_inputs + pixel_inputs;

  /// Both from 1 to most_side.
  bitmap_walk(std::uint32_t height, std::uint32_t width);

  bool done() const { return y_ == height_; }
  std::uint32_t row() const { return y_; }
  std::uint32_t column() const { return x_; }

  /// Whether the next pixel can only be inked: else a first or last row or column would have no ink.
  bool forced() const {
    const bool last = x_ + 1 == width_, bottom = y_ + 1 == height_;
    return (last && !row_inked_ && (y_ == 0 || bottom)) ||
           (bottom && ((x_ == 0 && !first_inked_) || (last && !last_inked_)));
  }
  static constexpr unsigned near_pixels = 17;
  /// The pixels nearest to the next one, a bit each.
  std::uint32_t nearest() const {
    return static_cast<std::uint32_t>(bits(0, -3, 3) | bits(1, -3, 8) << 3 | bits(2, -2, 6) << 11);
  }
  /// Whether all of these are inked, or none is.
  bool even() const { return ((nearest() + 1) & ((1U << near_pixels) - 1)) <= 1; }

  /// Ascending, each below `row_inputs`: to be called where column() is 0.
  void tell_row(std::vector<std::uint16_t>& to) const;
  /// Ascending, each from `row_inputs` to below `inputs`.
  void tell_pixel(std::vector<std::uint16_t>& to) const;

  void learn(bool inked);

 private:
  static constexpr std::uint32_t margin = 64, above = 32;
  using line = std::array<std::uint64_t, 5>;  // pixel x is bit margin + x

  /// `count` pixels, at most 64, of the row so many above, from the one that is `from` right of the next one.
  std::uint64_t bits(std::uint32_t up, int from, unsigned count) const {
    const line& l = lines_[y_ + above - up];
    const auto at = static_cast<std::uint32_t>(static_cast<int>(margin + x_) + from);
    const std::uint64_t low = l[at / 64] >> (at % 64),
                        high = at % 64 == 0 ? 0 : l[at / 64 + 1] << (64 - at % 64);
    return (low | high) & (~std::uint64_t{0} >> (64 - count));
  }

  std::uint32_t height_, width_, y_ = 0, x_ = 0;
  bool row_inked_ = false, first_inked_ = false, last_inked_ = false;  // the row; the first and last column
  std::vector<line> lines_;  // the first `above` are over the bitmap, and empty
  std::array<std::uint16_t, 64> area_{},
      ink_{};  // of parts of the bitmap, 8 x 8: pixels in all, and inked so far
  std::array<std::uint8_t, most_side> part_of_column_{};
};

}  // namespace ansatz::detail
