#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace ansatz::detail {

/// What a network is told of a level: mostly differences from what is expected as ratios to the distance by which
/// such levels are missed. Q8, at most 8 either way; zeros after the last.
struct level_view {
  static constexpr std::size_t most_inputs = 64;
  static constexpr std::int64_t most = 2047;

  std::array<std::int16_t, most_inputs> inputs{};
  std::size_t count = 0;
  std::int32_t mean = 0;           ///< what is expected, in 1/256 of a level
  std::int32_t unit = 1;           ///< that distance, in 1/256 of a level, at least 26
  std::int64_t inverse = 1 << 24;  ///< 2^24 / unit

  void add(std::int64_t ratio) {
    inputs[count++] = static_cast<std::int16_t>(std::clamp(ratio, -most, most));
  }
};

}  // namespace ansatz::detail
