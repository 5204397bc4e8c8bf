#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <vector>

namespace ansatz {

/// Symbols 0, ..., n - 1 by the alias method: [0, N) is cut into n buckets of N / n cells, and each bucket
/// belongs to its own symbol and at most one other, its alias. So `find` takes constant time, whatever n is;
/// it costs no rate.
///
/// `interval_of` gives the symbol's cells, which lie in several buckets: the cell of a rank is searched among
/// them, or with `inverse::table` looked up in a table of N numbers. Bytes differ from those of a
/// categorical_model, lengths do not.
///
/// Walker 1977; Vose 1991, here with integer masses and the buckets filled in a fixed order, so that the
/// table depends on nothing but the masses.
class alias_table {
 public:
  using symbol_type = std::uint32_t;

  /// How a push finds the cell of a rank.
  enum class inverse : std::uint8_t { search, table };

  /// Masses of sum N <= 2^31, a multiple of their number n. A mass of 0 makes a symbol impossible. Throws
  /// `domain_error` otherwise.
  explicit alias_table(std::span<const std::uint32_t> masses, inverse how = inverse::search)
      : masses_{masses.begin(), masses.end()} {
    std::uint64_t sum = 0;
    for (const std::uint32_t m : masses_) sum += m;
    if (sum == 0 || sum > max_total) throw domain_error("alias_table: the masses must sum to 1 to 2^31");
    if (sum % masses_.size() != 0)
      throw domain_error("alias_table: the sum of the masses must be a multiple of their number");
    total_ = static_cast<std::uint32_t>(sum);
    bucket_ = static_cast<std::uint32_t>(sum / masses_.size());
    fill_buckets();
    list_runs();
    if (how == inverse::table) list_cells();
  }

  ansatz::total total() const { return ansatz::total{total_}; }
  std::size_t size() const { return masses_.size(); }

  /// The cells of a symbol.
  struct symbol_cells {
    std::uint32_t freq;
    const alias_table* table;
    std::uint32_t symbol;

    std::uint32_t cell(std::uint32_t rank) const { return table->cell_of(symbol, rank); }
    bool within(std::uint32_t total) const { return total == table->total_; }
  };
  /// The owner of a cell.
  struct cell_rank {
    std::uint32_t freq, value;

    bool holds(std::uint32_t) const { return true; }
    std::uint32_t rank(std::uint32_t) const { return value; }
  };

  symbol_cells interval_of(std::uint32_t x) const {
    if (x >= size()) throw domain_error("alias_table: the symbol is not in the alphabet");
    return {masses_[x], this, x};
  }
  found<std::uint32_t, cell_rank> find(std::uint32_t cf) const {
    const std::uint32_t i = cf / bucket_;
    const half& h = halves_[2 * std::size_t{i} + (cf - i * bucket_ < divisions_[i] ? 0 : 1)];
    return {h.owner, {h.freq, cf - h.shift}};
  }

 private:
  /// A part of a bucket: its owner, and the difference between cell and rank, modulo 2^32.
  struct half {
    std::uint32_t owner, freq, shift;
  };
  /// Cells of a symbol side by side.
  struct run {
    std::uint32_t rank, cell;
  };

  /// Vose's construction: buckets that their own symbol does not fill take the rest from symbols that have
  /// more, both first come, first served.
  void fill_buckets() {
    divisions_ = masses_;
    aliases_.resize(size());
    std::deque<std::uint32_t> poor, rich;
    for (std::uint32_t i = 0; i < size(); ++i) (masses_[i] < bucket_ ? poor : rich).push_back(i);
    std::vector<std::uint32_t> left = masses_;
    while (!poor.empty()) {
      const std::uint32_t p = poor.front(), r = rich.front();  // the masses left sum to the buckets left
      poor.pop_front();
      divisions_[p] = left[p];
      aliases_[p] = r;
      left[r] -= bucket_ - left[p];
      if (left[r] < bucket_) {
        rich.pop_front();
        poor.push_back(r);
      }
    }
    for (const std::uint32_t r : rich) {
      divisions_[r] = bucket_;
      aliases_[r] = r;
    }
  }

  /// Ranks follow the cells in ascending order.
  void list_runs() {
    std::vector<std::uint32_t> ranks(size());
    std::vector<std::vector<run>> runs(size());
    for (std::uint32_t i = 0; i < size(); ++i)
      for (const bool own : {true, false}) {
        const std::uint32_t owner = own ? i : aliases_[i],
                            count = own ? divisions_[i] : bucket_ - divisions_[i];
        const std::uint32_t cell = i * bucket_ + (own ? 0 : divisions_[i]);
        halves_.push_back({owner, masses_[owner], cell - ranks[owner]});
        if (count == 0) continue;
        runs[owner].push_back({ranks[owner], cell});
        ranks[owner] += count;
      }
    for (const auto& r : runs) {
      first_run_.push_back(static_cast<std::uint32_t>(runs_.size()));
      runs_.insert(runs_.end(), r.begin(), r.end());
    }
    first_run_.push_back(static_cast<std::uint32_t>(runs_.size()));
  }

  void list_cells() {
    for (std::uint32_t x = 0; x < size(); ++x) {
      first_cell_.push_back(static_cast<std::uint32_t>(cells_.size()));
      for (std::uint32_t rank = 0; rank < masses_[x]; ++rank) cells_.push_back(searched_cell(x, rank));
    }
  }

  std::uint32_t cell_of(std::uint32_t x, std::uint32_t rank) const {
    return cells_.empty() ? searched_cell(x, rank) : cells_[first_cell_[x] + rank];
  }
  std::uint32_t searched_cell(std::uint32_t x, std::uint32_t rank) const {
    const auto begin = runs_.begin() + first_run_[x], end = runs_.begin() + first_run_[x + 1];
    const run& r = *(std::ranges::upper_bound(begin, end, rank, {}, &run::rank) - 1);
    return r.cell + (rank - r.rank);
  }

  std::vector<std::uint32_t> masses_;
  std::uint32_t total_ = 0, bucket_ = 0;
  std::vector<std::uint32_t> divisions_, aliases_;  // a bucket's cells of its own, and whose the others are
  std::vector<half> halves_;                        // of bucket i: 2i and 2i + 1
  std::vector<run> runs_;                           // of symbol x: from first_run_[x] to first_run_[x + 1]
  std::vector<std::uint32_t> first_run_;
  std::vector<std::uint32_t> cells_, first_cell_;  // inverse::table
};

}  // namespace ansatz
