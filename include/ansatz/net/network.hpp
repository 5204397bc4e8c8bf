#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace ansatz {

/// A chain of dense layers that gives the same integers on every machine, in blocks of any size, on any
/// number of threads.
///
/// Weights and activations are fixed-point numbers carried by binary64. A layer computes W a + b, W and a
/// integers; at construction every row is checked for sum |W| max |a| + |b| < 2^53, so each partial sum in
/// any order is an exact integer and the product needs no particular order, blocking or instruction. Between
/// layers the sum is rounded to `hidden_bits` fractional bits, half to even, and negative values become 0
/// (ReLU). Outputs are Q16, rounded the same way and clamped to +-2^30.
class network {
 public:
  static constexpr int hidden_bits = 16;
  static constexpr int output_bits = 16;

  struct state;
  explicit network(std::shared_ptr<const state> s) : state_{std::move(s)} {}

  std::size_t inputs() const;
  std::size_t outputs() const;

  /// `count` inputs one after another, fixed-point numbers as the network was made for; as many outputs, Q16.
  /// Throws `domain_error` for spans of the wrong size or an input beyond the bound that the sums were checked for.
  void run(std::span<const std::int32_t> in, std::span<std::int32_t> out, std::size_t count,
           unsigned threads = 1) const;

  /// All that the outputs depend on (architecture, integer weights and biases, fractional bits), for a
  /// fingerprint.
  std::vector<std::byte> identity() const;

 private:
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
