#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace ansatz {

/// What a row of cells is convolved with; see `integer_convolution`.
struct convolution_kernel {
  const double* weights;
  std::size_t inputs, size, row, stride;
};

/// A square convolution of integers carried by binary64, laid out for products with a few cells at a time.
/// Where every partial sum stays below 2^53 it is exact in any order, with fused operations or without:
/// vectors of any width give the same integers.
class integer_convolution {
 public:
  /// weights[((output * inputs + input) * size + row) * size + column], as PyTorch has them.
  integer_convolution(std::span<const double> weights, std::size_t outputs, std::size_t inputs,
                      std::size_t size);

  std::size_t inputs() const { return inputs_; }
  std::size_t size() const { return size_; }
  /// Numbers a cell of the result: the outputs, and zeros up to a whole tile.
  std::size_t stride() const { return tiles_ * tile; }

  /// The sums of a row of cells, without bias: x is the first cell that the first sum sees, its rows `row`
  /// numbers apart, `inputs` numbers a cell.
  void multiply(const double* x, std::size_t row, std::size_t cells, double* y) const;

  static constexpr std::size_t tile = 16;  ///< outputs whose weights for an input lie side by side

 private:
  std::size_t inputs_, size_, tiles_;
  std::vector<double> weights_;  // tile by tile, row by row of the kernel, column by column, input by input
};

}  // namespace ansatz
