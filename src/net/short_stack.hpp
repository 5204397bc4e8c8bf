#pragma once
#include <cstddef>
#include <cstdint>
#include <net/short_layer.hpp>
#include <span>
#include <vector>

namespace ansatz::shorts {

/// What becomes of the sums of a convolution: numbers of 16 fractional bits, those added to what was kept, or numbers of
/// 10 fractional bits for the next convolution, within 0 and 8 or within -8 and 8.
enum class ending { stream, added, rectified, bounded };

/// One thing that is done with the numbers on a grid. They have 16 fractional bits, or 10 where a convolution is next.
struct step {
  enum class kind {
    convolve,
    rectify,    ///< to 10 bits, within 0 and 8
    bound,      ///< to 10 bits, within -8 and 8
    widen,      ///< back to 16 bits
    keep,       ///< also for later
    add,        ///< what was kept last
    shuffle,    ///< channel c by^2 + row by + column to a grid that is finer by `by`
    unshuffle,  ///< back
  };
  kind is;
  std::size_t by = 1;  ///< of a convolution its stride
  std::size_t layer = 0;
  ending to = ending::stream;
};

struct grid_size {
  std::size_t rows = 0, columns = 0;
  bool operator==(const grid_size&) const = default;
};

/// Layers of 16 bits, one step after another. The steps fit one another: whoever makes them sees to that.
class stack_of_steps {
 public:
  stack_of_steps(std::size_t inputs, std::vector<layer> layers, std::vector<step> steps);

  std::size_t inputs() const { return inputs_; }
  std::size_t outputs() const { return outputs_; }
  const std::vector<layer>& layers() const { return layers_; }

  /// The size of the outputs' grid. Throws `domain_error` for a grid without cells, for one of more than 2^16 rows or
  /// columns or 2^31 numbers at any step, or with cells that do not fill those of an `unshuffle`.
  grid_size size_of(grid_size in) const;
  std::uint64_t multiply_adds(grid_size in) const;

  /// Cell by cell, the channels of a cell side by side; `everywhere` are the last inputs of each cell. Throws
  /// `domain_error` as above, for spans of the wrong size, and for an input beyond the bound. The outputs are the same on
  /// any number of threads.
  void run(grid_size size, std::span<const std::int16_t> in, std::span<const std::int16_t> everywhere,
           std::span<std::int32_t> out, unsigned threads) const;

  /// Of the steps and the layers' integers.
  void put(std::vector<std::byte>& out) const;

 private:
  /// `use(step, the grid before it, channels before it, the grid after it)`; returns the last grid.
  grid_size walk(grid_size in, const auto& use) const;

  std::size_t inputs_, outputs_;
  std::vector<layer> layers_;
  std::vector<step> steps_;
};

}  // namespace ansatz::shorts
