#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz::detail {

/// How many edges nodes still lack, and sums of them over ranges, by a Fenwick tree.
class residuals {
 public:
  explicit residuals(std::span<const std::uint32_t> degrees)
      : left_(degrees.begin(), degrees.end()), tree_(degrees.size() + 1) {
    for (std::size_t i = 1; i < tree_.size(); ++i) {
      tree_[i] += left_[i - 1];
      all_ += left_[i - 1];
      if (const std::size_t up = i + (i & (~i + 1)); up < tree_.size()) tree_[up] += tree_[i];
    }
  }

  std::uint32_t operator[](std::uint32_t v) const { return left_[v]; }
  std::uint64_t all() const { return all_; }
  std::uint64_t of_range(std::uint32_t from, std::uint32_t to) const { return below(to) - below(from); }
  void take(std::uint32_t v) {
    --left_[v];
    --all_;
    for (std::size_t i = std::size_t{v} + 1; i < tree_.size(); i += i & (~i + 1)) --tree_[i];
  }

 private:
  std::uint64_t below(std::size_t i) const {
    std::uint64_t sum = 0;
    for (; i > 0; i &= i - 1) sum += tree_[i];
    return sum;
  }

  std::vector<std::uint32_t> left_;
  std::vector<std::uint64_t> tree_;
  std::uint64_t all_ = 0;
};

}  // namespace ansatz::detail
