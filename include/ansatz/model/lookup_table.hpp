#pragma once
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <utility>
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
/// Copies share the tables.
template <std::unsigned_integral Symbol = std::uint32_t>
class lookup_table {
 public:
  using symbol_type = Symbol;

  explicit lookup_table(std::span<const std::uint32_t> masses) : total_{0} {
    if (!masses.empty() && masses.size() - 1 > std::numeric_limits<Symbol>::max())
      throw domain_error("lookup_table: more masses than the type has symbols");
    tables t;
    std::uint32_t start = 0;
    for (std::size_t x = 0; x < masses.size(); ++x) {
      if (masses[x] > (1u << 16) - start)
        throw domain_error("lookup_table: the masses sum to more than 2^16");
      t.owned.push_back({start, masses[x]});
      t.owners.insert(t.owners.end(), masses[x], static_cast<Symbol>(x));
      start += masses[x];
    }
    if (!std::has_single_bit(start))
      throw domain_error("lookup_table: the masses must sum to a power of two");
    total_ = precision{static_cast<unsigned>(std::countr_zero(start))};
    if (of_bytes && total_.bits() <= 12) t.pack();
    tables_ = std::make_shared<const tables>(std::move(t));
  }

  precision total() const { return total_; }
  std::size_t size() const { return tables_->owned.size(); }
  interval interval_of(Symbol x) const {
    if (x >= tables_->owned.size()) throw domain_error("lookup_table: the symbol is not in the alphabet");
    return tables_->owned[x];
  }
  found<Symbol> find(std::uint32_t cell) const {
    const Symbol x = tables_->owners[cell];
    return {x, tables_->owned[x]};
  }

  /// Both for many symbols at once.
  void intervals_of(std::span<const Symbol> x, std::span<std::uint32_t> starts,
                    std::span<std::uint32_t> freqs) const {
    if constexpr (of_bytes)
      if (!tables_->packed.empty()) return detail::lookup_intervals(tables_->packed, x, starts, freqs);
    for (std::size_t j = 0; j < x.size(); ++j) {
      const interval i = interval_of(x[j]);
      starts[j] = i.start, freqs[j] = i.freq;
    }
  }
  void find_all(std::span<const std::uint32_t> cells, std::span<Symbol> x, std::span<std::uint32_t> starts,
                std::span<std::uint32_t> freqs) const {
    if constexpr (of_bytes)
      if (!tables_->packed.empty()) return detail::lookup_find(tables_->cells, cells, x, starts, freqs);
    for (std::size_t j = 0; j < cells.size(); ++j) {
      const interval i = tables_->owned[x[j] = tables_->owners[cells[j]]];
      starts[j] = i.start, freqs[j] = i.freq;
    }
  }

 private:
  static constexpr bool of_bytes = std::same_as<Symbol, std::uint8_t>;

  struct tables {
    std::vector<interval> owned;               // by symbol
    std::vector<Symbol> owners;                // by cell
    std::vector<std::uint32_t> packed, cells;  // the same for bytes and totals up to 2^12

    void pack() {
      for (std::uint32_t x = 0; x < owned.size(); ++x) {
        packed.push_back(owned[x].start | owned[x].freq << 16);
        for (std::uint32_t rank = 0; rank < owned[x].freq; ++rank)
          cells.push_back(x | (owned[x].freq - 1) << 8 | rank << 20);
      }
      packed.resize(256);  // a symbol that is not in the alphabet owns nothing
    }
  };

  precision total_;
  std::shared_ptr<const tables> tables_;
};

}  // namespace ansatz
