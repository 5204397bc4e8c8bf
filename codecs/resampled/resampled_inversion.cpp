#include "resampled_inversion.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <cstddef>
#include <utility>
#include <vector>

#include "private/attempt.hpp"
#include "private/largest_sums.hpp"
#include "private/reachable_values.hpp"

namespace ansatz {
namespace {

using namespace detail;

constexpr int image_side = 28, box_side = 20;
constexpr std::uint64_t most_steps = 3'000'000;  // about 30 ms

struct rectangle {
  int top = image_side, left = image_side, bottom = -1, right = -1;  ///< the last two inclusive
};

rectangle ink_of(std::span<const std::uint8_t> pixels) {
  rectangle r;
  for (int y = 0; y < image_side; ++y)
    for (int x = 0; x < image_side; ++x)
      if (pixels[static_cast<std::size_t>(y * image_side + x)] != 0)
        r = {std::min(r.top, y), std::min(r.left, x), std::max(r.bottom, y), std::max(r.right, x)};
  return r;
}

/// Where a box may start on one axis, the likeliest first: ink from `first` to `last` is in its middle, or a
/// cell off it. A box may stick out of the image only where the ink reaches the edge.
std::vector<int> starts(int first, int last) {
  std::vector<std::pair<int, int>> found;
  for (int start = last - 19; start <= first; ++start) {
    const int before = first - start, after = start + 19 - last, excess = after - before;
    if (std::abs(excess) <= 2) found.emplace_back(2 * std::abs(excess) + (excess < 0 ? 1 : 0), start);
  }
  if (first == 0)
    for (int start = std::max(-4, last - 19); start < 0; ++start) found.emplace_back(10 - start, start);
  if (last == image_side - 1)
    for (int start = image_side - box_side + 1; start <= std::min(first, 12); ++start)
      found.emplace_back(start, start);
  std::ranges::sort(found);
  std::vector<int> result;
  for (const auto& [rank, start] : found)
    if (std::ranges::find(result, start) == result.end()) result.push_back(start);
  return result;
}

/// For which largest sums of full cells each value can be. The box covers the ink.
unsigned kinds_of(std::span<const std::uint8_t> pixels, const rectangle& ink, reachable_values& reachable,
                  int row, int column) {
  unsigned kinds = (1u << reachable_values::kinds) - 1;
  for (int y = ink.top; y <= ink.bottom && kinds != 0; ++y)
    for (int x = ink.left; x <= ink.right && kinds != 0; ++x)
      if (const auto v = pixels[static_cast<std::size_t>(y * image_side + x)]; v != 0)
        kinds &= reachable.kinds_with(static_cast<std::uint32_t>(y - row),
                                      static_cast<std::uint32_t>(x - column), v);
  return kinds;
}

}  // namespace

struct resampled_inversion::tables {
  struct of_side {
    explicit of_side(std::uint32_t side) : axis(side), reachable(axis) {}
    resampling_axis axis;
    reachable_values reachable;
  };
  std::vector<of_side> sides;

  tables() {
    for (auto side = resampled_image::smallest_side; side <= resampled_image::largest_side; ++side)
      sides.emplace_back(side);
  }
};

resampled_inversion::resampled_inversion() : tables_(std::make_unique<tables>()) {}
resampled_inversion::resampled_inversion(resampled_inversion&&) noexcept = default;
resampled_inversion& resampled_inversion::operator=(resampled_inversion&&) noexcept = default;
resampled_inversion::~resampled_inversion() = default;

std::optional<resampled_image> resampled_inversion::operator()(std::span<const std::uint8_t> pixels) {
  if (pixels.size() != image_side * image_side)
    throw domain_error("resampled_inversion: not an image of 28 x 28 pixels");
  const rectangle ink = ink_of(pixels);
  if (ink.bottom - ink.top >= box_side || ink.right - ink.left >= box_side || ink.bottom < 0)
    return std::nullopt;
  const auto rows = starts(ink.top, ink.bottom), columns = starts(ink.left, ink.right);

  std::uint64_t budget = most_steps;
  for (auto& [axis, reachable] : tables_->sides)
    for (const int row : rows)
      for (const int column : columns) {
        const unsigned kinds = kinds_of(pixels, ink, reachable, row, column);
        if (kinds == 0) continue;
        const box_targets targets = targets_at(pixels, row, column);
        for (std::size_t kind = 0; kind < reachable_values::kinds; ++kind)
          if ((kinds >> kind & 1) != 0)
            if (auto found = attempt(targets, axis, row, column, reachable.largest(kind), budget).solve())
              return found;
      }

  // Two in a thousand images of MNIST have no full cell.
  budget = most_steps;
  for (auto& [axis, reachable] : tables_->sides)
    for (const int row : rows)
      for (const int column : columns) {
        const box_targets targets = targets_at(pixels, row, column);
        for (const std::int64_t largest : unusual_largest_sums(axis, targets)) {
          if (budget == 0) return std::nullopt;
          if (auto found = attempt(targets, axis, row, column, largest, budget).solve()) return found;
        }
      }
  return std::nullopt;
}

}  // namespace ansatz
