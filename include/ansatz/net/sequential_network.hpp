#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// Layers one after another on a grid of any size, as PyTorch's `Sequential` has them, in products of 16 bits as those of
/// `short_network`: convolutions with strides, of all channels or of each alone, relu, residual branches, pixel shuffles.
/// The same integers on every machine.
class sequential_network {
 public:
  static constexpr int bits = 10;                   ///< fractional, of inputs
  static constexpr std::int16_t bound = 8 << bits;  ///< of |inputs|
  static constexpr int output_bits = 16;            ///< fractional, of outputs

  /// The layers stand in the file's metadata under this name, their tensors are NAME.0.weight, NAME.0.bias and so on, by
  /// a layer's place. Throws `corrupt_error` for layers or tensors that are missing, unknown, misshapen or do not fit one
  /// another, `domain_error` for a weight of 8 or more, or where a sum could reach 2^31.
  sequential_network(const safetensors& file, const std::string& name);

  std::size_t inputs() const;   ///< channels
  std::size_t outputs() const;  ///< channels

  struct grid {
    std::size_t rows = 0, columns = 0;
    bool operator==(const grid&) const = default;
  };
  /// Of the outputs. Throws `domain_error` for a grid without cells, for one of more than 2^16 rows or columns or 2^31
  /// numbers at any layer, or where PixelUnshuffle has cells left over.
  grid size_of(grid in) const;
  std::uint64_t multiply_adds(grid in) const;

  /// Cell by cell, row by row, the channels of a cell side by side. The last inputs may be the same `everywhere`: they are
  /// given once. Throws `domain_error` as `size_of`, for spans of the wrong size and for an input beyond the bound. The
  /// outputs are the same on any number of threads.
  void run(grid size, std::span<const std::int16_t> in, std::span<std::int32_t> out,
           unsigned threads = 1) const {
    run(size, in, {}, out, threads);
  }
  void run(grid size, std::span<const std::int16_t> in, std::span<const std::int16_t> everywhere,
           std::span<std::int32_t> out, unsigned threads = 1) const;

  /// All that the outputs depend on, for a fingerprint.
  std::vector<std::byte> identity() const;

 private:
  struct state;
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
