#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ansatz::detail {

/// Three dense layers in integers, from inputs of 0 and 1, of which those that are 1 are listed, to the logit of a
/// pixel. Weights have 16 bits: those of the inputs Q7, and sums of them too, others Q10; what goes from layer to layer
/// is Q7, 0 to 32. That all sums fit is checked when the network is made: so every order and every instruction
/// set gives the same.
class bitmap_network {
 public:
  static constexpr int bits = 7, weight_bits = 10;
  static constexpr std::int16_t most = 32 << bits;
  static constexpr std::size_t most_units = 1024, most_second = 64;

  /// The tensors name.layer1.weight, (inputs, units), name.layer1.bias, name.layer2.weight, (units, second units),
  /// and so on; the last of one output. Throws `corrupt_error` for tensors that are missing, misshapen or not finite,
  /// and for weights that are too large, in a sentence that names the file.
  bitmap_network(const safetensors& file, const std::string& name, std::size_t inputs);

  /// What the biases and these inputs add up to: where a row's pixels begin from.
  void begin(std::span<const std::uint16_t> inputs, std::vector<std::int16_t>& sums) const;
  /// The logit, Q16, within +-most_logit, of what was begun and these inputs.
  std::int32_t logit(std::span<const std::int16_t> begun, std::span<const std::uint16_t> inputs) const;

  /// All that the outputs depend on, for a fingerprint.
  void append_identity(std::vector<std::byte>& to) const;

 private:
  std::size_t units_ = 0, second_ = 0;        // as padded
  std::vector<std::int16_t> first_, biases_;  // input by input
  std::vector<std::int16_t> pairs_;           // pair of units by pair, and for each output its two
  std::vector<std::int32_t> second_biases_, last_;
  std::int32_t last_bias_ = 0;
};

}  // namespace ansatz::detail
