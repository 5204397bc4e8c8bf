#include "arrangement.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "ink_costs.hpp"

namespace ansatz::detail {
namespace {

constexpr int rounds = 10;

/// A bitmap with a margin, so that contexts need no bounds; and what it costs.
class priced_bitmap {
 public:
  explicit priced_bitmap(std::uint32_t side)
      : side_(static_cast<int>(side)),
        stride_(side_ + 2 * margin),
        ink_(static_cast<std::size_t>(stride_ * stride_)),
        rows_(side),
        columns_(side) {}

  std::uint8_t& at(int y, int x) {
    return ink_[static_cast<std::size_t>((y + margin) * stride_ + x + margin)];
  }
  std::uint8_t at(std::uint32_t pixel) {
    return at(static_cast<int>(row_of(pixel)), static_cast<int>(column_of(pixel)));
  }

  void add(std::uint32_t pixel) { flip(pixel, 1); }
  void move(std::uint32_t from, std::uint32_t to) {
    flip(from, -1);
    flip(to, 1);
  }

  /// What changes if the ink at one pixel goes to another.
  int change(std::uint32_t from, std::uint32_t to) {
    const bool rim = rows_[row_of(from)] == 1 || columns_[column_of(from)] == 1 || rows_[row_of(to)] == 0 ||
                     columns_[column_of(to)] == 0;
    int cost = rim ? -rim_cost() : 0;
    cost -= cost_around(from);
    flip(from, -1);
    cost += cost_around(from) - cost_around(to);
    flip(to, 1);
    cost += cost_around(to) + (rim ? rim_cost() : 0);
    move(to, from);
    return cost;
  }

  std::int64_t cost() {
    std::int64_t sum = rim_cost();
    for (int y = 0; y <= side_ + 2; ++y)
      for (int x = -1; x <= side_ + 2; ++x) sum += cost_at(y, x);
    return sum;
  }

 private:
  static constexpr int margin = 5;
  static constexpr int off_the_rim = 16;  // half bits for each row or column

  std::size_t row_of(std::uint32_t pixel) const { return pixel / static_cast<std::uint32_t>(side_); }
  std::size_t column_of(std::uint32_t pixel) const { return pixel % static_cast<std::uint32_t>(side_); }

  void flip(std::uint32_t pixel, int by) {
    at(static_cast<int>(row_of(pixel)), static_cast<int>(column_of(pixel))) = by > 0 ? 1 : 0;
    rows_[row_of(pixel)] += by;
    columns_[column_of(pixel)] += by;
  }

  /// The square is as large as the ink box, which is in its middle: so were all squares made.
  int rim_cost() const {
    const auto ends = [this](const std::vector<int>& inked) {
      int before = 0, after = 0;
      while (before < side_ && inked[static_cast<std::size_t>(before)] == 0) ++before;
      while (after < side_ && inked[static_cast<std::size_t>(side_ - 1 - after)] == 0) ++after;
      return std::pair{before, after};
    };
    const auto off_middle = [](std::pair<int, int> e) {
      return e.second < e.first ? e.first - e.second : std::max(0, e.second - e.first - 1);
    };
    const auto y = ends(rows_), x = ends(columns_);
    return off_the_rim * (std::min(y.first + y.second, x.first + x.second) + off_middle(y) + off_middle(x));
  }

  /// The pixel itself and all that have it in their context.
  int cost_around(std::uint32_t pixel) {
    const int y = static_cast<int>(row_of(pixel)), x = static_cast<int>(column_of(pixel));
    int cost = cost_at(y, x);
    for (const auto [down, right] : ink_context) cost += cost_at(y - down, x - right);
    return cost;
  }

  int cost_at(int y, int x) {
    std::size_t context = 0;
    for (std::size_t k = 0; k < ink_context.size(); ++k)
      context |= std::size_t{at(y + ink_context[k][0], x + ink_context[k][1])} << k;
    return hexadecimal((at(y, x) != 0 ? cost_of_ink : cost_of_none)[context]);
  }

  int side_, stride_;
  std::vector<std::uint8_t> ink_;
  std::vector<int> rows_, columns_;  ///< inked pixels of each
};

/// The box at a pixel's middle, bilinear between the cells' middles, times a constant. A cell that is not
/// seen is as the nearest that is.
class interpolated_box {
 public:
  interpolated_box(std::uint32_t side, const box_targets& targets) : side_(side) {
    for (int c = 0; c < 400; ++c)
      values_[static_cast<std::size_t>(c)] = nearest_seen(targets, c / 20, c % 20);
  }

  /// 255 of a full cell becomes 255 * (2 side)^2.
  std::int64_t at(std::uint32_t y, std::uint32_t x) const {
    const auto [row, down] = split(y);
    const auto [column, right] = split(x);
    const std::int64_t whole = 2 * std::int64_t{side_};
    return (value(row, column) * (whole - right) + value(row, column + 1) * right) * (whole - down) +
           (value(row + 1, column) * (whole - right) + value(row + 1, column + 1) * right) * down;
  }

 private:
  static std::int64_t nearest_seen(const box_targets& targets, int row, int column) {
    int best = 1000, found = 0;
    for (int i = 0; i < 20; ++i)
      for (int j = 0; j < 20; ++j) {
        const int v = targets[static_cast<std::size_t>(20 * i + j)];
        const int distance = std::abs(i - row) + std::abs(j - column);
        if (v != unseen && distance < best) best = distance, found = v;
        if (best == 0) return targets[static_cast<std::size_t>(20 * row + column)];
      }
    return found;
  }
  /// The pixel's middle is (2u + 1) 20 / (2 side) cells from the edge, the first cell's middle 1/2.
  std::pair<int, std::int64_t> split(std::uint32_t u) const {
    const std::int64_t twice =
        20 * (2 * std::int64_t{u} + 1) + side_;  // one cell more, so that it is positive
    const std::int64_t whole = 2 * std::int64_t{side_};
    return {static_cast<int>(twice / whole) - 1, twice % whole};
  }
  std::int64_t value(int row, int column) const {
    return row < 0 || column < 0 || row > 19 || column > 19
               ? 0
               : values_[static_cast<std::size_t>(20 * row + column)];
  }

  std::uint32_t side_;
  std::array<std::int64_t, 400> values_{};
};

}  // namespace

arrangement::arrangement(const resampling_axis& axis, const box_targets& targets) : side_(axis.side) {
  const interpolated_box box(side_, targets);
  const std::int64_t full = 255 * 4 * std::int64_t{side_} * side_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> order;
  for (const auto& rows : axis.segments)
    for (const auto& columns : axis.segments) {
      order.clear();
      std::int64_t sum = 0;
      for (std::uint32_t y = rows.begin; y < rows.begin + rows.length; ++y)
        for (std::uint32_t x = columns.begin; x < columns.begin + columns.length; ++x) {
          const std::int64_t v = box.at(y, x);
          order.emplace_back(-v, y * side_ + x);
          sum += v;
        }
      std::ranges::sort(order);
      auto& group = groups_.emplace_back();
      for (const auto& [value, pixel] : order) group.push_back(pixel);
      wanted_.push_back(static_cast<std::int32_t>(256 * sum / full));
    }
}

arrangement::bitmap arrangement::of(std::span<const std::uint8_t> counts) const {
  priced_bitmap ink(side_);
  struct group {
    std::vector<std::uint32_t> inked, empty;
  };
  std::vector<group> free;
  for (std::size_t g = 0; g < groups_.size(); ++g) {
    const auto& pixels = groups_[g];
    const auto middle = pixels.begin() + counts[g];
    for (auto p = pixels.begin(); p != middle; ++p) ink.add(*p);
    if (middle != pixels.begin() && middle != pixels.end())
      free.push_back({{pixels.begin(), middle}, {middle, pixels.end()}});
  }
  bool changed = true;
  for (int round = 0; round < rounds && changed; ++round) {
    changed = false;
    for (auto& [inked, empty] : free) {
      int best = 0;
      std::uint32_t *from = nullptr, *to = nullptr;
      for (auto& a : inked)
        for (auto& b : empty)
          if (const int change = ink.change(a, b); change < best) best = change, from = &a, to = &b;
      if (from == nullptr) continue;
      ink.move(*from, *to);
      std::swap(*from, *to);
      changed = true;
    }
  }
  bitmap result{.square = {}, .cost = ink.cost()};
  for (std::uint32_t p = 0; p < side_ * side_; ++p) result.square.push_back(ink.at(p));
  return result;
}

}  // namespace ansatz::detail
