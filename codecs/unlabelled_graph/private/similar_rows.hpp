#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::detail {

/// How many columns rows that are complete share with the row that is walked, among those chosen in it.
class similar_rows {
 public:
  explicit similar_rows(std::size_t nodes) : rows_(nodes) {}

  /// Another row is walked from now on.
  void begin(std::uint32_t row) {
    walked_ = row;
    all_ = 0;
  }
  /// The row of a node is complete.
  void complete(std::uint32_t row, std::size_t size) { rows_[row].size = static_cast<std::uint32_t>(size); }

  /// A column is chosen that these rows hold.
  void choose(std::span<const std::uint32_t> holders) {
    for (const std::uint32_t r : holders) {
      entry& e = rows_[r];
      if (e.walked != walked_) e.walked = walked_, e.shared = 0;
      all_ -= e.weight();
      ++e.shared;
      all_ += e.weight();
    }
  }

  /// Of rows that hold a column: how many share any, sums of (shared columns)^2 / (size + 2), Q16, and of the same times
  /// (shared columns) / (size + 2).
  struct likeness {
    std::uint32_t rows = 0;
    std::uint64_t weight = 0, sharper = 0;
  };
  likeness of(std::span<const std::uint32_t> holders) const {
    likeness out;
    for (const std::uint32_t r : holders) {
      const entry& e = rows_[r];
      if (e.walked != walked_) continue;
      ++out.rows;
      const std::uint64_t w = e.weight();
      out.weight += w;
      out.sharper += w * e.counted() / (e.size + std::uint64_t{2});
    }
    return out;
  }
  /// The weight of all rows.
  std::uint64_t all() const { return all_; }

 private:
  struct entry {
    std::uint32_t walked = UINT32_MAX, shared = 0, size = 0;  // shared with this row
    std::uint64_t counted() const { return std::min(shared, 0xffffu); }
    std::uint64_t weight() const { return (counted() * counted() << 16) / (size + std::uint64_t{2}); }
  };

  std::vector<entry> rows_;
  std::uint32_t walked_ = UINT32_MAX;
  std::uint64_t all_ = 0;
};

}  // namespace ansatz::detail
