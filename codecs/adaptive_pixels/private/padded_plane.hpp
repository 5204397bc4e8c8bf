#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz::detail {

/// Levels of one channel with a border all around, so that neighbours are at fixed distances. While it is
/// decoded, row by row, what is not there yet is as its nearest neighbours that are: `begin_row` and `end_row`
/// see to that; above the first row is `outside`. Afterwards `close` gives borders the nearest levels.
class padded_plane {
 public:
  static constexpr std::size_t border = 4;
  static constexpr std::uint8_t outside = 128;

  padded_plane(std::size_t height, std::size_t width)
      : height_{height},
        width_{width},
        stride_{width + 2 * border},
        levels_((height + 2 * border) * stride_, outside) {}

  std::size_t height() const { return height_; }
  std::size_t width() const { return width_; }
  /// From a level to that so many rows below and columns to the right.
  std::ptrdiff_t distance(int down, int right) const {
    return down * static_cast<std::ptrdiff_t>(stride_) + right;
  }
  std::uint8_t* at(std::size_t y, std::size_t x) { return &levels_[(y + border) * stride_ + border + x]; }
  const std::uint8_t* at(std::size_t y, std::size_t x) const {
    return &levels_[(y + border) * stride_ + border + x];
  }

  void begin_row(std::size_t y) { std::fill_n(at(y, 0) - border, border, *(at(y, 0) - stride_)); }
  void end_row(std::size_t y) {
    std::fill_n(at(y, 0) - border, border, *at(y, 0));
    std::fill_n(at(y, width_ - 1) + 1, border, *at(y, width_ - 1));
  }
  void close() {
    for (std::size_t k = 1; k <= border; ++k) {
      std::copy_n(at(0, 0) - border, stride_, at(0, 0) - border - k * stride_);
      std::copy_n(at(height_ - 1, 0) - border, stride_, at(height_ - 1, 0) - border + k * stride_);
    }
  }

 private:
  std::size_t height_, width_, stride_;
  std::vector<std::uint8_t> levels_;
};

}  // namespace ansatz::detail
