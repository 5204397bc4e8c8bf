#pragma once
#include <adaptive_pixels/private/level_mixture.hpp>
#include <adaptive_pixels/private/level_view.hpp>
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ansatz::detail {

/// Three dense layers in integers that say how a level is distributed: weights have 16 bits, Q12; what goes from
/// layer to layer is Q8, 0 to 32. Sums have 32 bits, which is checked to be enough when the network is made: so
/// every order and every instruction set gives the same.
class level_network {
 public:
  static constexpr int weight_bits = 12;
  static constexpr std::size_t most_units = 64;  ///< of a layer, and inputs of one
  static constexpr std::int32_t most_hidden = 8191;
  static constexpr std::size_t outputs = 3 * level_mixture::count;

  /// The tensors name.layer1.weight, (units, inputs), name.layer1.bias and so on, three layers for so many inputs.
  /// Throws `corrupt_error` for tensors that are missing, misshapen or not finite, and for weights that are too
  /// large, in a sentence that names the file.
  level_network(const safetensors& file, const std::string& name, std::size_t inputs);

  /// Of three logits of weights, three means less the view's mean and three logarithms of scales, in units.
  level_mixture operator()(const level_view& view) const;

  /// All that the outputs depend on, for a fingerprint.
  void append_identity(std::vector<std::byte>& to) const;

 private:
  struct layer {
    std::size_t pairs = 0;              // of inputs
    std::vector<std::int16_t> weights;  // pair by pair, and for each output its two
    std::vector<std::int32_t> biases;   // Q20, as many as outputs; these are padded to whole vectors
  };
  void read(const safetensors& file, const std::string& name, layer& to, std::size_t inputs,
            std::size_t& units, std::int64_t most);

  std::array<layer, 3> layers_;
};

}  // namespace ansatz::detail
