#pragma once
#include <ansatz/net/safetensors.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <net/short_convolution.hpp>
#include <span>
#include <string>
#include <vector>

namespace ansatz::shorts {

/// Channels of a cell, padded: rows of cells are whole vectors.
constexpr std::size_t padded(std::size_t channels) {
  return (channels + short_convolution::tile - 1) / short_convolution::tile * short_convolution::tile;
}

/// What is known of a layer before its tensors are read.
struct layer_kind {
  bool positive = false;    ///< none of its inputs is below 0
  bool each = false;        ///< each output sees one channel alone, its own
  std::size_t largest = 3;  ///< kernel
};

/// A convolution of 16 bits, as its tensors say: NAME.weight {outputs, inputs, size, size} and NAME.bias.
struct layer {
  std::size_t inputs = 0, outputs = 0, size = 0;
  bool each = false;
  std::vector<std::int16_t> weights;
  std::vector<std::int32_t> biases;  ///< padded

  /// Throws `corrupt_error` for tensors that are missing, misshapen or not finite, `domain_error` for a weight of 8 or
  /// more, or where a sum could reach 2^31: of inputs that are positive, weights of one sign alone bound it from one
  /// side, in any order of its terms.
  layer(const safetensors& file, const std::string& name, const layer_kind& kind);

  /// For cells of `channels` numbers, of which those beyond the inputs are 0.
  void prepare(std::size_t channels);
  /// The sums of a row of cells, `padded(outputs)` a cell: x is the first cell that the first sum sees, its rows `row`
  /// numbers apart; the next sum is `stride` cells farther.
  void multiply(const std::int16_t* x, std::size_t row, std::size_t cells, std::size_t stride,
                std::int32_t* y) const;

  std::uint64_t multiply_adds() const { return weights.size(); }  ///< an output cell
  void put(std::vector<std::byte>& out) const;

 private:
  std::size_t channels_ = 0;
  std::shared_ptr<const short_convolution> product_;
  std::vector<std::int16_t> by_place_;  // of `each`: channel after channel, place after place
};

/// What a row of cells is convolved with where each channel sees itself alone: weights place by place, channel by channel.
struct each_kernel {
  const std::int16_t* weights;
  std::size_t channels, size, row, stride;
};

/// The sums of a row of cells of `channels` numbers, a multiple of 16.
void multiply_each(const each_kernel& k, const std::int16_t* x, std::size_t cells, std::int32_t* y);

}  // namespace ansatz::shorts
