#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <vector>

namespace ansatz {

/// Distinct numbers of 64 bits, each with its rank: how many smaller ones there are. A tree of three levels:
/// leaves of at most 128 numbers, in groups of at most 128, whose number grows; so an operation on 10^7 numbers
/// walks along a thousand counts and moves a hundred numbers, whatever they are, and at most about 16 bytes a
/// number are taken.
class ranked_set {
 public:
  ranked_set() = default;
  /// Throws `domain_error` where they do not ascend.
  explicit ranked_set(std::span<const std::uint64_t> ascending) {
    if (std::ranges::adjacent_find(ascending, std::ranges::greater_equal{}) != ascending.end())
      throw domain_error("ranked_set: the numbers must ascend");
    constexpr std::size_t full = leaf_size - 1;
    for (std::size_t i = 0; i < ascending.size(); i += full) {
      if (groups_.empty() || groups_.back()->leaves.size() == group_size) add_group(ascending[i]);
      const auto some = ascending.subspan(i, std::min(full, ascending.size() - i));
      groups_.back()->add(groups_.back()->leaves.size(), some);
      sums_.back() += static_cast<std::uint32_t>(some.size());
    }
    size_ = ascending.size();
  }

  std::size_t size() const { return size_; }

  /// Says the rank that it has then. Throws `domain_error` where it is there already.
  std::size_t insert(std::uint64_t x) {
    if (groups_.empty()) {
      add_group(x);
      groups_.back()->add(0, {});
    }
    const std::size_t at = place(least_, x);
    group& g = *groups_[at];
    const std::size_t i = place(g.least, x);
    leaf& l = *g.leaves[i];
    std::uint64_t* const end = l.numbers + g.counts[i];
    std::uint64_t* const here = std::lower_bound(l.numbers, end, x);
    if (here != end && *here == x) throw domain_error("ranked_set: the number is there already");
    const std::size_t rank = sum(sums_, at) + sum(g.counts, i) + static_cast<std::size_t>(here - l.numbers);
    std::copy_backward(here, end, end + 1);
    *here = x;
    ++sums_[at];
    ++size_;
    if (++g.counts[i] == leaf_size) split(at, i);
    return rank;
  }

  /// Takes out the number of a rank. Throws `domain_error` where there are not so many.
  std::uint64_t take(std::size_t rank) {
    if (rank >= size_) throw domain_error("ranked_set: there are not so many numbers");
    const std::size_t at = find(sums_, rank);
    group& g = *groups_[at];
    const std::size_t i = find(g.counts, rank);
    std::uint64_t* const here = g.leaves[i]->numbers + rank;
    const std::uint64_t x = *here;
    std::copy(here + 1, g.leaves[i]->numbers + g.counts[i], here);
    --g.counts[i];
    --sums_[at];
    --size_;
    return x;
  }

 private:
  static constexpr std::size_t leaf_size = 128, group_size = 128;

  struct leaf {
    std::uint64_t numbers[leaf_size];  // ascending, as many as the group counts; one is free
  };
  // What is in leaf i is at least `least[i]` and below the next one's, but for the first leaf of all.
  struct group {
    std::vector<std::unique_ptr<leaf>> leaves;
    std::vector<std::uint64_t> least;
    std::vector<std::uint32_t> counts;

    void add(std::size_t i, std::span<const std::uint64_t> numbers) {
      auto made = std::make_unique<leaf>();
      std::ranges::copy(numbers, made->numbers);
      const auto at = static_cast<std::ptrdiff_t>(i);
      leaves.insert(leaves.begin() + at, std::move(made));
      least.insert(least.begin() + at, numbers.empty() ? 0 : numbers.front());
      counts.insert(counts.begin() + at, static_cast<std::uint32_t>(numbers.size()));
    }
  };

  /// The last that begins at x or below, or the first one.
  static std::size_t place(const std::vector<std::uint64_t>& least, std::uint64_t x) {
    const auto after = std::upper_bound(least.begin(), least.end(), x) - least.begin();
    return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after, 1) - 1);
  }
  static std::size_t sum(const std::vector<std::uint32_t>& counts, std::size_t first) {
    return std::accumulate(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(first),
                           std::uint32_t{0});
  }
  /// Where the rank falls; leaves what it is there.
  static std::size_t find(const std::vector<std::uint32_t>& counts, std::size_t& rank) {
    std::size_t i = 0;
    for (; rank >= counts[i]; ++i) rank -= counts[i];
    return i;
  }

  void add_group(std::uint64_t least) {
    groups_.push_back(std::make_unique<group>());
    least_.push_back(least);
    sums_.push_back(0);
  }

  /// A leaf that is full becomes two, and then its group, if that is full.
  void split(std::size_t at, std::size_t i) {
    group& g = *groups_[at];
    constexpr std::size_t half = leaf_size / 2;
    g.add(i + 1, std::span{g.leaves[i]->numbers}.subspan(half));
    g.counts[i] = half;
    if (g.leaves.size() < group_size) return;
    auto other = std::make_unique<group>();
    constexpr std::ptrdiff_t middle = group_size / 2;
    other->leaves.assign(std::make_move_iterator(g.leaves.begin() + middle),
                         std::make_move_iterator(g.leaves.end()));
    other->least.assign(g.least.begin() + middle, g.least.end());
    other->counts.assign(g.counts.begin() + middle, g.counts.end());
    g.leaves.resize(middle);
    g.least.resize(middle);
    g.counts.resize(middle);
    const auto moved = static_cast<std::uint32_t>(sum(other->counts, other->counts.size()));
    sums_[at] -= moved;
    const auto after = static_cast<std::ptrdiff_t>(at) + 1;
    sums_.insert(sums_.begin() + after, moved);
    least_.insert(least_.begin() + after, other->least.front());
    groups_.insert(groups_.begin() + after, std::move(other));
  }

  std::vector<std::unique_ptr<group>> groups_;
  std::vector<std::uint64_t> least_;
  std::vector<std::uint32_t> sums_;
  std::size_t size_ = 0;
};

}  // namespace ansatz
