#pragma once
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <resampled/resampled_image.hpp>
#include <vector>

namespace ansatz::testing {

/// A description from a bitmap: the smallest square, the usual offsets, the usual place.
inline resampled_image centred(const std::vector<std::vector<std::uint8_t>>& rows) {
  std::size_t top = rows.size(), bottom = 0, left = rows[0].size(), right = 0;
  for (std::size_t y = 0; y < rows.size(); ++y)
    for (std::size_t x = 0; x < rows[y].size(); ++x)
      if (rows[y][x] != 0) {
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        left = std::min(left, x);
        right = std::max(right, x);
      }
  resampled_image image;
  image.height = static_cast<std::uint32_t>(bottom - top + 1);
  image.width = static_cast<std::uint32_t>(right - left + 1);
  image.side = std::max({image.height, image.width, resampled_image::smallest_side});
  image.top = usual_offset(image.side, image.height);
  image.left = usual_offset(image.side, image.width);
  for (std::size_t y = top; y <= bottom; ++y)
    image.ink.insert(image.ink.end(), rows[y].begin() + static_cast<std::ptrdiff_t>(left),
                     rows[y].begin() + static_cast<std::ptrdiff_t>(right) + 1);
  const auto place = usual_place(image.box());
  image.row = place.row;
  image.column = place.column;
  return image;
}

/// A few strokes of a round pen, about `side` pixels high or wide.
inline resampled_image drawn_ink(std::uint32_t side, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<std::uint64_t>(n)); };
  const int n = static_cast<int>(side), pen = std::max(1, n / 14);
  std::vector<std::vector<std::uint8_t>> rows(side, std::vector<std::uint8_t>(side));
  int y = below(n), x = below(n);
  for (int stroke = 0; stroke < 3; ++stroke) {
    const int to_y = stroke == 0 ? n - 1 - y : below(n), to_x = below(n), steps = 2 * n;
    for (int t = 0; t <= steps; ++t)
      for (int dy = -pen; dy <= pen; ++dy)
        for (int dx = -pen; dx <= pen; ++dx) {
          const int py = y + (to_y - y) * t / steps + dy, px = x + (to_x - x) * t / steps + dx;
          if (dy * dy + dx * dx <= pen * pen + 1 && py >= 0 && px >= 0 && py < n && px < n)
            rows[static_cast<std::size_t>(py)][static_cast<std::size_t>(px)] = 1;
        }
    y = to_y;
    x = to_x;
  }
  return centred(rows);
}

}  // namespace ansatz::testing
