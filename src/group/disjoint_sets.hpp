#pragma once
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace ansatz {

/// A partition of 0, ..., n - 1 that only grows coarser. Galler, Fischer 1964.
class disjoint_sets {
 public:
  explicit disjoint_sets(std::size_t n) : parent_(n), size_(n, 1) {
    std::iota(parent_.begin(), parent_.end(), 0u);
  }
  std::size_t size() const { return parent_.size(); }
  std::uint32_t find(std::uint32_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  std::uint32_t size_of(std::uint32_t root) const { return size_[root]; }
  /// Whether they were two.
  bool join(std::uint32_t x, std::uint32_t y) {
    x = find(x), y = find(y);
    if (x == y) return false;
    if (size_[x] < size_[y]) std::swap(x, y);
    parent_[y] = x;
    size_[x] += size_[y];
    return true;
  }

 private:
  std::vector<std::uint32_t> parent_, size_;
};

}  // namespace ansatz
