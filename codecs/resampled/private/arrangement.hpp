#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "cell_constraints.hpp"
#include "resampling_axis.hpp"

namespace ansatz::detail {

/// From the numbers of inked pixels in each group to a bitmap: where within a group the ink lies, the image
/// doesn't say. It is laid where the box, interpolated, is darkest, and then exchanged within groups as long
/// as that makes the bitmap more like ink, by `ink_costs.hpp`.
class arrangement {
 public:
  arrangement(const resampling_axis& axis, const box_targets& targets);

  /// The number of inked pixels that the interpolated box has in each group, in units of 1/256.
  std::span<const std::int32_t> wanted() const { return wanted_; }

  struct bitmap {
    std::vector<std::uint8_t> square;  ///< side x side pixels in raster order
    std::int64_t cost;                 ///< in half bits
  };
  bitmap of(std::span<const std::uint8_t> counts) const;

 private:
  std::uint32_t side_;
  /// Of each group, the pixels in the order in which they are inked.
  std::vector<std::vector<std::uint32_t>> groups_;
  std::vector<std::int32_t> wanted_;
};

}  // namespace ansatz::detail
