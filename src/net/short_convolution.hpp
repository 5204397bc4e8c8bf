#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// What a row of cells is convolved with; see `short_convolution`.
struct short_kernel {
  const std::int16_t* weights;
  std::size_t inputs, size, row, stride, step;
};

/// A square convolution of 16-bit integers with sums of 32 bits, laid out for products with a few cells at a time. Where
/// no sum of absolute values reaches 2^31 it is exact in any order: vectors of any width give the same integers.
class short_convolution {
 public:
  /// weights[((output * inputs + input) * size + row) * size + column], as PyTorch has them. An odd number of inputs
  /// gets one more, of weight 0.
  short_convolution(std::span<const std::int16_t> weights, std::size_t outputs, std::size_t inputs,
                    std::size_t size);

  /// Numbers a cell: an even number, the last of which may count for nothing.
  std::size_t inputs() const { return inputs_; }
  std::size_t size() const { return size_; }
  /// Numbers a cell of the result: the outputs, and zeros up to a multiple of `tile`.
  std::size_t stride() const { return stride_; }

  /// The sums of a row of cells, without bias: x is the first cell that the first sum sees, its rows `row` numbers
  /// apart, `inputs()` numbers a cell; the next sum is `step` cells farther.
  void multiply(const std::int16_t* x, std::size_t row, std::size_t cells, std::int32_t* y,
                std::size_t step = 1) const;

  static constexpr std::size_t tile = 16;  ///< no vector has more sums

 private:
  std::size_t inputs_, size_, stride_;
  std::vector<std::int16_t>
      weights_;  // row by row of the kernel, column by column, two inputs of each output after another
};

}  // namespace ansatz
