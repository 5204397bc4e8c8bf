#include "resampled_inversion.hpp"

#include "private/arrangement.hpp"
#include "private/cell_constraints.hpp"
#include "private/reachable_values.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <bit>
#include <cstddef>
#include <utility>
#include <vector>

namespace ansatz {
namespace {

using namespace detail;

constexpr int image_side = 28, box_side = 20;
constexpr std::uint64_t most_steps = 3'000'000;  // about 30 ms
constexpr unsigned most_alternatives = 48;

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

/// Where a box may start on one axis, the likeliest first: ink from `first` to `last` is in its middle, or a cell off it.
/// A box may stick out of the image only where the ink reaches the edge.
std::vector<int> starts(int first, int last) {
  std::vector<std::pair<int, int>> found;
  for (int start = last - 19; start <= first; ++start) {
    const int before = first - start, after = start + 19 - last, excess = after - before;
    if (std::abs(excess) <= 2) found.emplace_back(2 * std::abs(excess) + (excess < 0 ? 1 : 0), start);
  }
  if (first == 0)
    for (int start = std::max(-4, last - 19); start < 0; ++start) found.emplace_back(10 - start, start);
  if (last == image_side - 1)
    for (int start = image_side - box_side + 1; start <= std::min(first, 12); ++start) found.emplace_back(start, start);
  std::ranges::sort(found);
  std::vector<int> result;
  for (const auto& [rank, start] : found)
    if (std::ranges::find(result, start) == result.end()) result.push_back(start);
  return result;
}

box_targets targets_at(std::span<const std::uint8_t> pixels, int row, int column) {
  box_targets targets{};
  for (int i = 0; i < box_side; ++i)
    for (int j = 0; j < box_side; ++j) {
      const int y = row + i, x = column + j;
      const bool inside = y >= 0 && y < image_side && x >= 0 && x < image_side;
      targets[static_cast<std::size_t>(i * box_side + j)] =
          inside ? std::int16_t{pixels[static_cast<std::size_t>(y * image_side + x)]} : unseen;
    }
  return targets;
}

resampled_image described(std::span<const std::uint8_t> square, std::uint32_t side, int row, int column) {
  std::uint32_t top = side, left = side, bottom = 0, right = 0;
  for (std::uint32_t p = 0; p < side * side; ++p)
    if (square[p] != 0) {
      top = std::min(top, p / side);
      bottom = std::max(bottom, p / side);
      left = std::min(left, p % side);
      right = std::max(right, p % side);
    }
  resampled_image image{.side = side, .top = top, .left = left, .height = bottom - top + 1, .width = right - left + 1,
                        .row = row, .column = column, .ink = {}};
  for (std::uint32_t y = top; y <= bottom; ++y)
    for (std::uint32_t x = left; x <= right; ++x) image.ink.push_back(square[y * side + x]);
  return image;
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
    for (auto side = resampled_image::smallest_side; side <= resampled_image::largest_side; ++side) sides.emplace_back(side);
  }
};

namespace {

/// One image, one square, one place of the box, one largest sum.
class attempt {
 public:
  attempt(std::span<const std::uint8_t> pixels, const resampling_axis& axis, int row, int column, std::int64_t largest,
          std::uint64_t& budget)
      : pixels_(pixels), axis_(axis), row_(row), column_(column), targets_(targets_at(pixels, row, column)),
        constraints_(axis, largest, targets_, budget) {}

  std::optional<resampled_image> solve() {
    if (!constraints_.propagate()) return std::nullopt;
    const arrangement ink(axis_, targets_);
    auto counts = constraints_.solve(ink.wanted());
    if (!counts) return std::nullopt;
    arrangement::bitmap best = ink.of(*counts);
    std::optional<resampled_image> found = checked(best);
    // What propagation left open has other solutions nearby.
    unsigned left = most_alternatives;
    for (std::size_t v = 0; v < constraints_.variables(); ++v)
      for (std::uint64_t rest = constraints_.domain(v); !std::has_single_bit(constraints_.domain(v)) && rest != 0;
           rest &= rest - 1) {
        const auto value = static_cast<std::uint32_t>(std::countr_zero(rest));
        if (value == (*counts)[v]) continue;
        if (left-- == 0) return found;
        const auto other = with(v, value, *counts);
        if (!other) continue;
        arrangement::bitmap bitmap = ink.of(*other);
        if (found && bitmap.cost >= best.cost) continue;
        if (auto image = checked(bitmap)) {
          found = std::move(image);
          best = std::move(bitmap);
          counts = other;
        }
      }
    return found;
  }

 private:
  std::optional<std::vector<std::uint8_t>> with(std::size_t variable, std::uint32_t value,
                                                std::span<const std::uint8_t> counts) const {
    cell_constraints assigned = constraints_;
    assigned.assign(variable, value);
    if (!assigned.propagate()) return std::nullopt;
    std::vector<std::int32_t> wanted;
    for (const std::uint8_t n : counts) wanted.push_back(256 * std::int32_t{n});
    return assigned.solve(wanted);
  }

  std::optional<resampled_image> checked(const arrangement::bitmap& bitmap) const {
    if (std::ranges::find(bitmap.square, 1) == bitmap.square.end()) return std::nullopt;
    auto image = described(bitmap.square, axis_.side, row_, column_);
    if (!std::ranges::equal(image.pixels(), pixels_)) return std::nullopt;
    return image;
  }

  std::span<const std::uint8_t> pixels_;
  const resampling_axis& axis_;
  int row_, column_;
  box_targets targets_;
  cell_constraints constraints_;
};

}  // namespace

resampled_inversion::resampled_inversion() : tables_(std::make_unique<tables>()) {}
resampled_inversion::resampled_inversion(resampled_inversion&&) noexcept = default;
resampled_inversion& resampled_inversion::operator=(resampled_inversion&&) noexcept = default;
resampled_inversion::~resampled_inversion() = default;

std::optional<resampled_image> resampled_inversion::operator()(std::span<const std::uint8_t> pixels) {
  if (pixels.size() != image_side * image_side) throw domain_error("resampled_inversion: not an image of 28 x 28 pixels");
  const rectangle ink = ink_of(pixels);
  if (ink.bottom - ink.top >= box_side || ink.right - ink.left >= box_side || ink.bottom < 0) return std::nullopt;
  const auto rows = starts(ink.top, ink.bottom), columns = starts(ink.left, ink.right);
  std::uint64_t budget = most_steps;
  for (auto& [axis, reachable] : tables_->sides)
    for (const int row : rows)
      for (const int column : columns) {
        unsigned kinds = (1u << reachable_values::kinds) - 1;
        for (int y = ink.top; y <= ink.bottom && kinds != 0; ++y)
          for (int x = ink.left; x <= ink.right && kinds != 0; ++x)
            if (const auto v = pixels[static_cast<std::size_t>(y * image_side + x)]; v != 0)
              kinds &= reachable.kinds_with(static_cast<std::uint32_t>(y - row), static_cast<std::uint32_t>(x - column), v);
        for (std::size_t kind = 0; kind < reachable_values::kinds; ++kind)
          if ((kinds >> kind & 1) != 0)
            if (auto found = attempt(pixels, axis, row, column, reachable.largest(kind), budget).solve()) return found;
      }
  return std::nullopt;
}

}  // namespace ansatz
