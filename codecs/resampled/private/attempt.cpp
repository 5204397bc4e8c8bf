#include "attempt.hpp"

#include <algorithm>
#include <bit>

namespace ansatz::detail {
namespace {

constexpr int image_side = 28, box_side = 20;
constexpr std::uint64_t steps_of_arrangement = 10;  // for each pixel of the square

resampled_image described(std::span<const std::uint8_t> square, std::uint32_t side, int row, int column) {
  std::uint32_t top = side, left = side, bottom = 0, right = 0;
  for (std::uint32_t p = 0; p < side * side; ++p)
    if (square[p] != 0) {
      top = std::min(top, p / side);
      bottom = std::max(bottom, p / side);
      left = std::min(left, p % side);
      right = std::max(right, p % side);
    }
  resampled_image image{.side = side,
                        .top = top,
                        .left = left,
                        .height = bottom - top + 1,
                        .width = right - left + 1,
                        .row = row,
                        .column = column,
                        .ink = {}};
  for (std::uint32_t y = top; y <= bottom; ++y)
    for (std::uint32_t x = left; x <= right; ++x) image.ink.push_back(square[y * side + x]);
  return image;
}

}  // namespace

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

attempt::attempt(const box_targets& targets, const resampling_axis& axis, int row, int column,
                 std::int64_t largest, std::uint64_t& budget)
    : targets_(targets),
      axis_(axis),
      row_(row),
      column_(column),
      budget_(budget),
      constraints_(axis, largest, targets, budget) {}

std::optional<resampled_image> attempt::solve() {
  if (!constraints_.propagate()) return std::nullopt;
  const arrangement ink(axis_, targets_);
  auto counts = constraints_.solve(ink.wanted());
  if (!counts) return std::nullopt;
  candidate best = judged(ink.of(*counts));
  // What propagation left open has other solutions nearby: fewer wrong pixels first, then more like ink.
  for (bool improved = true; std::exchange(improved, false);)
    for (std::size_t v = 0; v < constraints_.variables(); ++v)
      for (std::uint64_t rest = constraints_.domain(v); rest != 0; rest &= rest - 1) {
        const auto value = static_cast<std::uint32_t>(std::countr_zero(rest));
        if (std::has_single_bit(constraints_.domain(v)) || value == (*counts)[v] || !touches_wrong(v, best))
          continue;
        if (budget_ == 0) return best.image();
        auto other = with(v, value, *counts);
        budget_ -= std::min(budget_, steps_of_arrangement * axis_.side * axis_.side);
        if (!other) continue;
        if (candidate c = judged(ink.of(*other)); c.rank() < best.rank()) {
          best = std::move(c);
          counts = std::move(other);
          improved = true;
        }
      }
  return best.image();
}

std::optional<resampled_image> attempt::candidate::image() const {
  return mistakes == 0 ? std::optional{description} : std::nullopt;
}

std::optional<std::vector<std::uint8_t>> attempt::with(std::size_t variable, std::uint32_t value,
                                                       std::span<const std::uint8_t> counts) const {
  cell_constraints assigned = constraints_;
  assigned.assign(variable, value);
  if (!assigned.propagate()) return std::nullopt;
  std::vector<std::int32_t> wanted;
  for (const std::uint8_t n : counts) wanted.push_back(256 * std::int32_t{n});
  return assigned.solve(wanted);
}

attempt::candidate attempt::judged(const arrangement::bitmap& bitmap) const {
  candidate c{.description = described(bitmap.square, axis_.side, row_, column_), .cost = bitmap.cost};
  const auto box = c.description.box();
  for (std::size_t i = 0; i < box.size(); ++i) c.wrong[i] = targets_[i] != unseen && targets_[i] != box[i];
  c.mistakes = static_cast<std::size_t>(std::ranges::count(c.wrong, true));
  return c;
}

/// Whether changing the variable could mend something, if anything is wrong.
bool attempt::touches_wrong(std::size_t variable, const candidate& c) const {
  if (c.mistakes == 0) return true;
  const auto& rows = axis_.segments[variable / axis_.segments.size()];
  const auto& columns = axis_.segments[variable % axis_.segments.size()];
  for (std::size_t i : {rows.first, rows.last})
    for (std::size_t j : {columns.first, columns.last})
      if (c.wrong[i * box_side + j]) return true;
  return false;
}

}  // namespace ansatz::detail
