#pragma once
#include <array>
#include <cstdint>
#include <resampled/private/bitmap_network.hpp>
#include <resampled/private/bitmap_walk.hpp>
#include <resampled/resampled_model.hpp>
#include <vector>

namespace ansatz {

struct resampled_model::state {
  /// Weights of heights, and, of each height, of widths: 128 and 128 x 128, all at least 1.
  std::vector<std::uint32_t> heights, widths;
  detail::bitmap_network uneven, even;
  std::uint64_t fingerprint = 0;
};

}  // namespace ansatz
