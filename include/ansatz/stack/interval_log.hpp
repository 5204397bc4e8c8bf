#pragma once
#include <ansatz/interval.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// Intervals of totals of 2^bits, kept so that they can be pushed from the last one to the first: a `recorder` for
/// codecs with one total, in eight bytes each.
class interval_log {
 public:
  explicit interval_log(unsigned bits) : total_{bits} {}

  precision total() const { return total_; }
  void add(interval i) {
    if (blocks_.empty() || blocks_.back().size() == block) {
      blocks_.emplace_back();
      blocks_.back().reserve(block);
    }
    blocks_.back().push_back(i);
  }

  std::uint64_t size() const {
    return blocks_.empty() ? 0 : std::uint64_t{blocks_.size() - 1} * block + blocks_.back().size();
  }

  template <class S>
  void replay(S& s) const {
    for (std::size_t b = blocks_.size(); b-- > 0;)
      for (std::size_t i = blocks_[b].size(); i-- > 0;) s.push(blocks_[b][i], total_);
  }

 private:
  static constexpr std::size_t block = std::size_t{1} << 16;
  precision total_;
  std::vector<std::vector<interval>> blocks_;  // full ones but for the last: none is moved where it grows
};

}  // namespace ansatz
