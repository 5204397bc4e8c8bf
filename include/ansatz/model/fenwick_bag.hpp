#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/partial_sums.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ansatz {

/// A bag of numbers below `alphabet`, which is known and at most 2^26: how many there are of each, and partial
/// sums of those of 16 numbers each, which lie in one line of a cache; some 4 bytes a number of the alphabet.
/// Each operation takes time logarithmic in the alphabet, whatever the bag holds; items draw the same
/// intervals as from a `bag`.
class fenwick_bag {
 public:
  using symbol_type = std::uint32_t;
  using order = std::ranges::less;

  explicit fenwick_bag(std::uint32_t alphabet) {
    if (alphabet == 0 || alphabet > 1u << 26)
      throw domain_error("fenwick_bag: an alphabet of 1 to 2^26 numbers");
    counts_.resize(alphabet);
    sums_ = partial_sums{(std::size_t{alphabet} + block - 1) / block};
  }

  /// So many of each number of the alphabet, in time linear in it.
  explicit fenwick_bag(std::vector<std::uint32_t> counts) : fenwick_bag(alphabet_of(counts.size())) {
    counts_ = std::move(counts);
    std::vector<std::uint32_t> blocks(sums_.size());
    for (std::size_t x = 0; x < counts_.size(); ++x) {
      if (counts_[x] > max_total - size_) throw domain_error("bag: more than 2^31 items");
      size_ += counts_[x];
      blocks[x / block] += counts_[x];
    }
    sums_ = partial_sums{std::move(blocks)};
  }

  void insert(std::uint32_t x) {
    if (x >= counts_.size()) throw domain_error("fenwick_bag: the item is not in the alphabet");
    if (size_ == max_total) throw domain_error("bag: more than 2^31 items");
    ++counts_[x];
    ++size_;
    sums_.add(x / block, 1);
  }
  void erase(std::uint32_t x) {
    if (x >= counts_.size() || counts_[x] == 0) throw domain_error("bag: there is no such item");
    --counts_[x];
    --size_;
    sums_.add(x / block, 0u - 1);
  }
  std::size_t size() const { return size_; }

  interval interval_of(std::uint32_t x) const {
    if (x >= counts_.size()) throw domain_error("fenwick_bag: the item is not in the alphabet");
    std::uint32_t below = sums_.below(x / block);
    for (std::size_t i = x / block * block; i < x; ++i) below += counts_[i];
    return {below, counts_[x]};
  }
  found<std::uint32_t> find(std::uint32_t rank) const {
    if (rank >= size_) throw domain_error("bag: there are not so many items");
    auto [at, below] = sums_.find(rank);
    auto x = static_cast<std::uint32_t>(at * block);
    while (below + counts_[x] <= rank) below += counts_[x++];
    return {x, {below, counts_[x]}};
  }

 private:
  static constexpr std::size_t block = 16;

  static std::uint32_t alphabet_of(std::size_t n) { return n > 1u << 26 ? 0 : static_cast<std::uint32_t>(n); }

  std::vector<std::uint32_t> counts_;
  partial_sums sums_;  // of blocks
  std::size_t size_ = 0;
};

}  // namespace ansatz
