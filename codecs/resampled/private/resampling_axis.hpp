#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace ansatz::detail {

/// How the pixels of one axis of a square fall into 20 cells. In units of 1/(5 side) of a cell a pixel u
/// covers [100 u, 100 u + 99], and a cell has length 5 side, so that a pixel lies in one cell or is split
/// between two. Each weight is there twice: the integer that it ought to be, and the binary32 number that the
/// makers of MNIST had, which is off by a few units of its last place, and decides where a value lies on an
/// integer.
struct resampling_axis {
  static constexpr std::uint32_t cells = 20;

  struct pixel {
    std::uint32_t first, last;  ///< cells; equal for a pixel that is not split
    std::int64_t first_weight, last_weight;
    double first_share, last_share;  ///< binary32 numbers, 1 for a cell's side
  };
  /// Pixels that one cell holds whole, or one that is split: within a segment all weights are equal.
  struct segment {
    std::uint32_t begin, length;
    std::uint32_t first, last;
    std::int64_t first_weight, last_weight;
    bool in(std::uint32_t cell) const { return cell == first || cell == last; }
    std::int64_t weight_in(std::uint32_t cell) const { return cell == first ? first_weight : last_weight; }
  };

  explicit resampling_axis(std::uint32_t side);

  std::uint32_t side;
  double scale;  ///< 20 / side as a binary32 number
  std::vector<pixel> pixels;
  std::vector<segment> segments;
  /// The segments of a cell are [segments_of[cell][0], segments_of[cell][1]).
  std::array<std::array<std::uint32_t, 2>, cells> segments_of;
};

/// A pixel's weight in a cell, from those of its row and its column, in units of 1/64 of what an X counts.
/// Where one of them is 0 a float was off: there is a trace of ink, next to nothing. All traces in a cell
/// weigh at most 62.
constexpr std::int64_t pixel_weight(std::int64_t row, std::int64_t column, std::int64_t side) {
  return row == 0 || column == 0 ? 31 * (row + column) / (5 * side) : 64 * row * column;
}

/// Rounded to binary32. An operation on two binary32 numbers in binary64, rounded so, is the operation of
/// binary32, as 53 >= 2 * 24 + 2.
inline double to_binary32(double x) { return static_cast<double>(static_cast<float>(x)); }

}  // namespace ansatz::detail
