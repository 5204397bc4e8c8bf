#include "largest_sums.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>

namespace ansatz::detail {
namespace {

constexpr std::size_t most_sums = 256;  // of one cell; more would be noise

/// Sums of a cell that lack at most `slack`, ascending.
std::vector<std::int64_t> nearly_full(const resampling_axis& axis, std::uint32_t row, std::uint32_t column,
                                      std::int64_t slack) {
  std::int64_t full = 0;
  std::vector<std::int64_t> missing{0};
  for (std::uint32_t r = axis.segments_of[row][0]; r < axis.segments_of[row][1]; ++r)
    for (std::uint32_t c = axis.segments_of[column][0]; c < axis.segments_of[column][1]; ++c) {
      const auto &rows = axis.segments[r], &columns = axis.segments[c];
      const std::int64_t weight = rows.weight_in(row) * columns.weight_in(column);
      full += weight * rows.length * columns.length;
      for (std::uint32_t pixel = 0; pixel < rows.length * columns.length && weight > 0 && weight <= slack;
           ++pixel) {
        std::vector<std::int64_t> more;
        for (const std::int64_t m : missing)
          if (m + weight <= slack) more.push_back(m + weight);
        missing.insert(missing.end(), more.begin(), more.end());
        std::ranges::sort(missing);
        missing.erase(std::ranges::unique(missing).begin(), missing.end());
        missing.resize(std::min(missing.size(), most_sums));
      }
    }
  std::vector<std::int64_t> sums;
  for (auto m = missing.rbegin(); m != missing.rend(); ++m) sums.push_back(full - *m);
  return sums;
}

}  // namespace

std::vector<std::int64_t> unusual_largest_sums(const resampling_axis& axis, const box_targets& targets) {
  const std::int64_t cell = 5 * std::int64_t{axis.side};
  std::vector<std::int64_t> found;
  bool first = true;
  for (std::uint32_t c = 0; c < targets.size(); ++c) {
    if (targets[c] != 255) continue;
    auto sums = nearly_full(axis, c / resampling_axis::cells, c % resampling_axis::cells, 6 * cell);
    if (!first) {
      std::vector<std::int64_t> both;
      std::ranges::set_intersection(found, sums, std::back_inserter(both));
      sums = std::move(both);
    }
    found = std::move(sums);
    first = false;
  }
  std::erase_if(found, [&](std::int64_t m) {
    return m == cell * cell || m == cell * (cell - 1) || m == (cell - 1) * (cell - 1);
  });
  std::ranges::reverse(found);
  return found;
}

}  // namespace ansatz::detail
