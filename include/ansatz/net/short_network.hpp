#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// A stack of convolutions on a grid of any size that gives the same integers on every machine, in products of 16 bits:
/// as `residual_network`, some three times as fast.
///
///   h = first(x)                              1 x 1 or 3 x 3
///   h += b<i>(relu(a<i>(relu(h)))), i = 0, ..  3 x 3, as many as there are
///   y = last(relu(h))                         1 x 1
///
/// The grid is padded with zeros. Weights have 12 fractional bits and are below 8; inputs and what goes from layer to
/// layer have 10, inputs within +-8, relu(x) within 0 and 8; h and outputs have 16, h within +-512. Every row of weights
/// is checked at construction so that each sum stays below 2^31: it is exact in any order. Sums are rounded, halves up.
class short_network {
 public:
  static constexpr int bits = 10;                   ///< fractional, of inputs
  static constexpr std::int16_t bound = 8 << bits;  ///< of |inputs|
  static constexpr int output_bits = 16;            ///< fractional, of outputs

  /// Tensors name.first, name.a0, name.b0, name.a1, ..., name.last, each .weight {outputs, inputs, rows, columns} and
  /// .bias, as PyTorch has them. Throws `corrupt_error` for tensors that are missing, misshapen or not finite,
  /// `domain_error` for a weight of 8 or more, or where a sum could reach 2^31.
  short_network(const safetensors& file, const std::string& name);

  std::size_t inputs() const;   ///< channels
  std::size_t outputs() const;  ///< channels
  std::size_t width() const;    ///< channels within
  std::size_t blocks() const;
  std::size_t first_size() const;       ///< 1 or 3
  std::uint64_t multiply_adds() const;  ///< a cell

  /// Cell by cell, row by row, the channels of a cell side by side. Throws `domain_error` for a grid without cells or of
  /// more than 2^16 rows or columns, spans of the wrong size or an input beyond the bound. The outputs are the same on any
  /// number of threads; large grids alone use more than one.
  void run(std::size_t rows, std::size_t columns, std::span<const std::int16_t> in,
           std::span<std::int32_t> out, unsigned threads = 1) const;

  /// All that the outputs depend on, for a fingerprint.
  std::vector<std::byte> identity() const;

  struct state;

 private:
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
