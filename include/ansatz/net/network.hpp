#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ansatz {

/// A dense layer as it was trained: weight[output * inputs + input], that is (outputs, inputs) as PyTorch has
/// it. Only looked at while a network is made of it.
struct dense_layer {
  std::size_t outputs, inputs;
  std::span<const double> weight, bias;
};

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

  /// Inputs are integers with `input_bits` bits after the point, 0 to 30, of an absolute value of at most
  /// `input_bound` units, 1 to 2^31: pixels as they are have 0 bits and the bound 255. Throws `domain_error`
  /// for layers that do not fit one another, a weight that is not finite, or where a sum could reach 2^53.
  network(std::span<const dense_layer> layers, int input_bits, std::uint32_t input_bound);

  /// Layers by name, the first one first: tensors name.weight, (outputs, inputs), and name.bias. Throws
  /// `corrupt_error` for tensors that are missing, misshapen or not finite, naming the tensor and the file.
  network(const safetensors& file, std::span<const std::string> layers, int input_bits,
          std::uint32_t input_bound);

  struct state;
  explicit network(std::shared_ptr<const state> s) : state_{std::move(s)} {}

  std::size_t inputs() const;
  std::size_t outputs() const;

  /// `count` inputs one after another, fixed-point numbers as the network was made for; as many outputs, Q16.
  /// Throws `domain_error` for spans of the wrong size or an input beyond the bound that the sums were
  /// checked for.
  void run(std::span<const std::int32_t> in, std::span<std::int32_t> out, std::size_t count,
           unsigned threads = 1) const;

  /// All that the outputs depend on (architecture, integer weights and biases, fractional bits), for a
  /// fingerprint.
  std::vector<std::byte> identity() const;

 private:
  friend class network_slopes;
  std::shared_ptr<const state> state_;
};

}  // namespace ansatz
