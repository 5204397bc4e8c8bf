#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ansatz {

/// The places 0, ..., n - 1 of which some were taken, as a Fenwick tree: ranks among those left, and back,
/// in logarithmic time.
class places_left {
 public:
  explicit places_left(std::size_t n) : sums_(n + 1) {
    for (std::size_t i = 1; i <= n; ++i) sums_[i] = static_cast<std::uint32_t>(i & -i);
  }
  void take(std::size_t place) {
    for (std::size_t i = place + 1; i < sums_.size(); i += i & -i) --sums_[i];
  }
  /// How many places below this one are left.
  std::uint32_t below(std::size_t place) const {
    std::uint32_t sum = 0;
    for (std::size_t i = place; i > 0; i &= i - 1) sum += sums_[i];
    return sum;
  }
  /// The place that has so many below it.
  std::size_t of_rank(std::uint32_t rank) const {
    std::size_t at = 0;
    for (std::size_t step = std::bit_floor(sums_.size() - 1); step > 0; step >>= 1)
      if (at + step < sums_.size() && sums_[at + step] <= rank) rank -= sums_[at += step];
    return at;
  }

 private:
  std::vector<std::uint32_t> sums_;  // sums_[i] = places left of the i & -i up to i - 1
};

}  // namespace ansatz
