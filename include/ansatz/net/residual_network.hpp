#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// A stack of convolutions on a grid of cells that gives the same integers on every machine.
///
///   h = first(x)                              3 x 3
///   h += b<i>(relu(a<i>(relu(h)))), i = 0, ..  3 x 3, as many as there are
///   y = last(relu(h))                         1 x 1
///
/// The grid is padded with zeros. Numbers have 16 fractional bits and are carried by binary64: weights and
/// activations are integers, activations are clamped to +-512, and every row of weights is checked at
/// construction so that each partial sum stays below 2^53: products are exact in any order. After each
/// convolution sums are rounded to 16 fractional bits, half to even; the outputs are clamped to +-2^14.
class residual_network {
 public:
  static constexpr int bits = 16;                     ///< fractional, of inputs and outputs
  static constexpr std::int32_t bound = 512 << bits;  ///< of |inputs|

  /// Tensors name.first, name.a0, name.b0, name.a1, ..., name.last, each .weight {outputs, inputs, rows,
  /// columns} and .bias, as PyTorch has them. Throws `corrupt_error` for tensors that are missing, misshapen
  /// or not finite, `domain_error` where a sum could reach 2^53.
  residual_network(const safetensors& file, const std::string& name, std::size_t rows, std::size_t columns);

  std::size_t inputs() const;   ///< channels
  std::size_t outputs() const;  ///< channels
  std::size_t width() const;    ///< the most channels within
  std::size_t blocks() const;
  std::size_t rows() const;
  std::size_t columns() const;
  std::uint64_t multiply_adds() const;  ///< of a run

  /// Cell by cell, row by row, the channels of a cell side by side. Throws `domain_error` for spans of the
  /// wrong size or an input beyond the bound.
  void run(std::span<const std::int32_t> in, std::span<std::int32_t> out) const;

  /// All that the outputs depend on, for a fingerprint.
  std::vector<std::byte> identity() const;

  struct state;

 private:
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
