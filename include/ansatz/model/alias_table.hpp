#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
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
/// table depends on nothing but the masses. Copies share it.
class alias_table {
 public:
  using symbol_type = std::uint32_t;

  /// How a push finds the cell of a rank.
  enum class inverse : std::uint8_t { search, table };

  /// Masses of sum N <= 2^31, a multiple of their number n. A mass of 0 makes a symbol impossible. Throws
  /// `domain_error` otherwise.
  explicit alias_table(std::span<const std::uint32_t> masses, inverse how = inverse::search)
      : tables_{std::make_shared<const tables>(masses, how)} {}

  ansatz::total total() const { return ansatz::total{tables_->total}; }
  std::size_t size() const { return tables_->size(); }

 private:
  struct tables;

 public:
  /// The cells of a symbol, as long as the table or a copy of it lives.
  struct symbol_cells {
    std::uint32_t freq;
    const tables* table;
    std::uint32_t symbol;

    std::uint32_t cell(std::uint32_t rank) const { return table->cell_of(symbol, rank); }
    bool within(std::uint32_t total) const { return total == table->total; }
  };
  /// The owner of a cell.
  struct cell_rank {
    std::uint32_t freq, value;

    bool holds(std::uint32_t) const { return true; }
    std::uint32_t rank(std::uint32_t) const { return value; }
  };

  symbol_cells interval_of(std::uint32_t x) const {
    if (x >= size()) throw domain_error("alias_table: the symbol is not in the alphabet");
    return {tables_->masses[x], tables_.get(), x};
  }
  found<std::uint32_t, cell_rank> find(std::uint32_t cell) const {
    const std::uint32_t width = tables_->width, i = cell / width;
    const bucket& b = tables_->buckets[i];
    if (cell - i * width < b.division) return {i, {b.own_freq, cell - b.own_shift}};
    return {b.alias, {b.alias_freq, cell - b.alias_shift}};
  }

 private:
  /// The first `division` cells are the bucket's own symbol's, the others its alias's. A shift is the
  /// difference of cell and rank, modulo 2^32. All that a pop needs, side by side.
  struct bucket {
    std::uint32_t division, own_freq, own_shift, alias, alias_freq, alias_shift;
  };
  /// Cells of a symbol side by side.
  struct run {
    std::uint32_t rank, cell;
  };

  struct tables {
    std::vector<std::uint32_t> masses;
    std::uint32_t total = 0, width = 0;  // width: cells of a bucket
    std::vector<bucket> buckets;
    std::vector<run> runs;  // of symbol x: from first_run[x] to first_run[x + 1]
    std::vector<std::uint32_t> first_run;
    std::vector<std::uint32_t> cells, first_cell;  // inverse::table

    tables(std::span<const std::uint32_t> of, inverse how) : masses{of.begin(), of.end()} {
      std::uint64_t sum = 0;
      for (const std::uint32_t m : masses) sum += m;
      if (sum == 0 || sum > max_total) throw domain_error("alias_table: the masses must sum to 1 to 2^31");
      if (sum % size() != 0)
        throw domain_error("alias_table: the sum of the masses must be a multiple of their number");
      total = static_cast<std::uint32_t>(sum);
      width = static_cast<std::uint32_t>(sum / size());
      fill_buckets();
      list_runs();
      if (how == inverse::table) list_cells();
    }
    std::size_t size() const { return masses.size(); }

    /// Vose's construction: buckets that their own symbol does not fill take the rest from symbols that have
    /// more, both first come, first served.
    void fill_buckets() {
      std::deque<std::uint32_t> poor, rich;
      for (std::uint32_t i = 0; i < size(); ++i) {
        buckets.push_back({width, masses[i], 0, i, 0, 0});
        (masses[i] < width ? poor : rich).push_back(i);
      }
      std::vector<std::uint32_t> left = masses;
      while (!poor.empty()) {
        const std::uint32_t p = poor.front(), r = rich.front();  // the masses left sum to the buckets left
        poor.pop_front();
        buckets[p].division = left[p];
        buckets[p].alias = r;
        left[r] -= width - left[p];
        if (left[r] < width) {
          rich.pop_front();
          poor.push_back(r);
        }
      }
      for (bucket& b : buckets) b.alias_freq = masses[b.alias];
    }

    /// Ranks follow the cells in ascending order.
    void list_runs() {
      std::vector<std::uint32_t> ranks(size());
      std::vector<std::vector<run>> runs_of(size());
      const auto take = [&](std::uint32_t owner, std::uint32_t cell, std::uint32_t count) {
        const std::uint32_t shift = cell - ranks[owner];
        if (count > 0) runs_of[owner].push_back({ranks[owner], cell});
        ranks[owner] += count;
        return shift;
      };
      for (std::uint32_t i = 0; i < size(); ++i) {
        bucket& b = buckets[i];
        b.own_shift = take(i, i * width, b.division);
        b.alias_shift = take(b.alias, i * width + b.division, width - b.division);
      }
      for (const auto& r : runs_of) {
        first_run.push_back(static_cast<std::uint32_t>(runs.size()));
        runs.insert(runs.end(), r.begin(), r.end());
      }
      first_run.push_back(static_cast<std::uint32_t>(runs.size()));
    }

    void list_cells() {
      for (std::uint32_t x = 0; x < size(); ++x) {
        first_cell.push_back(static_cast<std::uint32_t>(cells.size()));
        for (std::uint32_t rank = 0; rank < masses[x]; ++rank) cells.push_back(searched_cell(x, rank));
      }
    }

    std::uint32_t cell_of(std::uint32_t x, std::uint32_t rank) const {
      return cells.empty() ? searched_cell(x, rank) : cells[first_cell[x] + rank];
    }
    std::uint32_t searched_cell(std::uint32_t x, std::uint32_t rank) const {
      const auto begin = runs.begin() + first_run[x], end = runs.begin() + first_run[x + 1];
      const run& r = *(std::ranges::upper_bound(begin, end, rank, {}, &run::rank) - 1);
      return r.cell + (rank - r.rank);
    }
  };

  std::shared_ptr<const tables> tables_;
};

}  // namespace ansatz
