#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace ansatz {

namespace detail {

/// What `lookup_table` answers for many bytes at once. Compiled. An interval is packed as start + freq 2^16,
/// a cell as its owner + (freq - 1) 2^8 + rank 2^20.
void lookup_intervals(std::span<const std::uint32_t> packed, std::span<const std::uint8_t> x,
                      std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);
void lookup_find(std::span<const std::uint32_t> table, std::span<const std::uint32_t> cells,
                 std::span<std::uint8_t> x, std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs);

}  // namespace detail

/// Symbols 0, ..., n - 1 with masses that sum to a power of two, 2^16 at most: what a `categorical_model` is,
/// and a table of the owner of each cell, so that `find` is a load. For a static model of many symbols.
template <std::unsigned_integral Symbol = std::uint32_t>
class lookup_table {
 public:
  using symbol_type = Symbol;

  explicit lookup_table(std::span<const std::uint32_t> masses) : total_{0} {
    if (!masses.empty() && masses.size() - 1 > std::numeric_limits<Symbol>::max())
      throw domain_error("lookup_table: more masses than the type has symbols");
    std::uint32_t start = 0;
    for (std::size_t x = 0; x < masses.size(); ++x) {
      if (masses[x] > (1u << 16) - start)
        throw domain_error("lookup_table: the masses sum to more than 2^16");
      owned_.push_back({start, masses[x]});
      owners_.insert(owners_.end(), masses[x], static_cast<Symbol>(x));
      start += masses[x];
    }
    if (!std::has_single_bit(start))
      throw domain_error("lookup_table: the masses must sum to a power of two");
    total_ = precision{static_cast<unsigned>(std::countr_zero(start))};
    if constexpr (of_bytes) {
      if (total_.bits() > 12) return;
      for (std::uint32_t x = 0; x < owned_.size(); ++x) {
        packed_.push_back(owned_[x].start | owned_[x].freq << 16);
        for (std::uint32_t rank = 0; rank < owned_[x].freq; ++rank)
          cells_.push_back(x | (owned_[x].freq - 1) << 8 | rank << 20);
      }
      packed_.resize(256);  // a symbol that is not in the alphabet owns nothing
    }
  }

  precision total() const { return total_; }
  std::size_t size() const { return owned_.size(); }
  interval interval_of(Symbol x) const {
    if (x >= owned_.size()) throw domain_error("lookup_table: the symbol is not in the alphabet");
    return owned_[x];
  }
  found<Symbol> find(std::uint32_t cell) const {
    const Symbol x = owners_[cell];
    return {x, owned_[x]};
  }

  /// Both for many symbols at once.
  void intervals_of(std::span<const Symbol> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    if constexpr (of_bytes)
      if (!packed_.empty()) return detail::lookup_intervals(packed_, x, starts, freqs);
    for (std::size_t j = 0; j < x.size(); ++j) {
      const interval i = interval_of(x[j]);
      starts[j] = i.start, freqs[j] = i.freq;
    }
  }
  void find_all(std::span<const std::uint32_t> cells, std::span<Symbol> x, std::span<std::uint32_t> starts,
                std::span<std::uint32_t> freqs) const {
    if constexpr (of_bytes)
      if (!packed_.empty()) return detail::lookup_find(cells_, cells, x, starts, freqs);
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const interval i = owned_[x[j] = owners_[cells[j]]];
      starts[j] = i.start, freqs[j] = i.freq;
    }
  }

 private:
  static constexpr bool of_bytes = std::same_as<Symbol, std::uint8_t>;

  precision total_;
  std::vector<interval> owned_;                // by symbol
  std::vector<Symbol> owners_;                 // by cell
  std::vector<std::uint32_t> packed_, cells_;  // the same for bytes and totals up to 2^12
};

}  // namespace ansatz
