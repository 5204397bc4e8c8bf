#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "resampling_axis.hpp"

namespace ansatz::detail {

/// The sums X that give a grey value where M is the largest sum of the image, in units of `pixel_weight`, so
/// with a trace of ink at the end. Without rounding, x = 255 X / M gives x rounded up below 128 and down
/// above; within 1/3000 of an integer, either side of it may have come out.
struct sum_range {
  std::int64_t low, high;
};
sum_range sums_for(std::uint32_t value, std::int64_t largest);

/// Which grey values each cell of the box can have, whatever the bitmap, for each of the largest sums that a
/// cell full of ink has. Tables are made when they are first asked for.
class reachable_values {
 public:
  static constexpr std::size_t kinds = 3;

  explicit reachable_values(const resampling_axis& axis);

  /// A cell's length is 5 side, less 1 if its first pixel is split, as a split pixel weighs 99: so both, one
  /// or none.
  std::int64_t largest(std::size_t kind) const { return largest_[kind]; }
  /// A bit for each kind.
  unsigned kinds_with(std::uint32_t row, std::uint32_t column, std::uint32_t value) {
    const auto& row_table = tables_[pattern_of_[row] * patterns_.size() + pattern_of_[column]];
    return (row_table ? *row_table : table(row, column))[value];
  }

 private:
  using values = std::array<std::uint8_t, 256>;
  const values& table(std::uint32_t row, std::uint32_t column);

  std::int64_t side_;
  std::array<std::int64_t, kinds> largest_;
  std::vector<std::vector<std::int64_t>>
      patterns_;  ///< different lists of the weights in one cell of the axis, ascending
  std::array<std::size_t, resampling_axis::cells> pattern_of_;
  std::vector<std::optional<values>> tables_;  ///< of pairs of patterns
};

}  // namespace ansatz::detail
