#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ansatz {

/// Partial sums of n numbers that change, in a tree of 4 bytes a number: adding, summing and searching take
/// time logarithmic in n. All is modulo 2^32, so that what is to be taken away is added, too.
///
/// Fenwick 1994, A new data structure for cumulative frequency tables.
class partial_sums {
 public:
  /// Of n zeros.
  explicit partial_sums(std::size_t n = 0) : sums_(n + 1) {}
  /// Of these numbers, in time linear in how many they are.
  explicit partial_sums(std::vector<std::uint32_t> numbers) : sums_{std::move(numbers)} {
    sums_.insert(sums_.begin(), 0);
    for (std::size_t i = 1; i < sums_.size(); ++i)
      if (const std::size_t next = i + (i & -i); next < sums_.size()) sums_[next] += sums_[i];
  }

  std::size_t size() const { return sums_.size() - 1; }

  /// To number i < n.
  void add(std::size_t i, std::uint32_t more) {
    for (++i; i < sums_.size(); i += i & -i) sums_[i] += more;
  }
  /// The sum of the first i numbers, i <= n.
  std::uint32_t below(std::size_t i) const {
    std::uint32_t sum = 0;
    for (; i > 0; i &= i - 1) sum += sums_[i];
    return sum;
  }

  struct place {
    std::size_t at;
    std::uint32_t below;
    friend constexpr bool operator==(const place&, const place&) = default;
  };
  /// Where a cell of [0, below(n)) lies, and the sum of the numbers below: below(at) <= cell < below(at + 1).
  /// n for a cell beyond. No number may have been taken below 0, and the sum must be below 2^32.
  place find(std::uint32_t cell) const {
    place p{0, 0};
    for (std::size_t step = std::bit_floor(size()); step > 0; step >>= 1)
      if (p.at + step < sums_.size() && p.below + sums_[p.at + step] <= cell) p.below += sums_[p.at += step];
    return p;
  }

 private:
  std::vector<std::uint32_t> sums_;  // sums_[i] = the i & -i numbers up to i - 1
};

}  // namespace ansatz
