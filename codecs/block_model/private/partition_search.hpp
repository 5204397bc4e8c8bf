#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/stack/supply.hpp>
#include <block_model/private/block_state.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// Numbers that look random, the same on every machine.
class drawer {
 public:
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>((numbers_.word(next_++) >> 32) * n >> 32);
  }
  std::uint64_t below(std::uint64_t n) {
    return static_cast<std::uint64_t>(static_cast<uint128>(numbers_.word(next_++)) * n >> 64);
  }

 private:
  supply numbers_ = supply::seeded(0);
  std::uint64_t next_ = 0;
};

/// A partition of a graph's nodes that is moved about.
class partition_search {
 public:
  /// From blocks of hubs and what hangs on them.
  partition_search(const graph& g, std::uint32_t blocks, block_prior prior);

  /// Sweeps, hot to cold, and some that take the best alone.
  void anneal();
  /// Merges blocks, the cheapest pairs first, each at most once, until so many are left or none can be
  /// merged.
  void merge_to(std::uint32_t wanted);

  const block_state& state() const { return state_; }

 private:
  /// Moves each node to a block drawn by the model at this inverse temperature, or to the best.
  void sweep(std::optional<std::int64_t> inverse_temperature);
  std::uint32_t drawn(std::span<const std::int64_t> logs, std::int64_t most,
                      std::int64_t inverse_temperature);

  block_state state_;
  std::vector<std::uint32_t> order_;
  std::int64_t sweeps_;  // more of them where they take less time
  drawer numbers_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> likely_;  // blocks, and the sum of weights so far
};

}  // namespace ansatz
