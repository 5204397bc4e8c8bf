#pragma once
#include <ansatz/net/safetensors.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <mixed_pixels/private/pixel_rows.hpp>
#include <span>
#include <vector>

namespace ansatz::detail {

/// A network in integers that says of a pixel whether it is 0, and else which level it has, from inputs that
/// are 0 or 1: its first layer adds rows of weights, others multiply. Weights have 16 bits, Q12, of levels
/// Q11; units are Q8, 0 to 32. Sums have 32 bits, which is checked to be enough when the network is made, so
/// that they are exact in any order.
class row_network {
 public:
  static constexpr std::size_t most_units = 512;  ///< of a layer
  static constexpr std::size_t seen_kinds = 3;    ///< levels seen once, twice, more often
  static constexpr std::size_t copied = 4;        ///< levels that are those of the nearest neighbours

  /// Throws `corrupt_error` for tensors that are missing, misshapen, not finite or too large.
  explicit row_network(const safetensors& file);

  const pixel_window& window() const { return window_; }

  /// What it knows of an image, and of its next pixel.
  struct view {
    std::vector<std::int32_t> base;           // of the first layer: inputs that stay 1 in this image
    std::vector<std::int32_t> sums;           // of a layer
    std::vector<std::int16_t> first, second;  // units
    std::vector<std::uint32_t> rows;
  };
  view begin() const;
  /// The inputs of a pixel that are 1; what comes back is the logit that it is not 0, Q16.
  std::int32_t look(view& v, const pixel_rows& walk) const;
  /// After `look`: how levels 1 to 255 are distributed where the pixel is not 0, as sums of what is below
  /// each, the last one being below 2^40. Each level has at least one.
  void distribute(view& v, const pixel_rows& walk, std::array<std::uint64_t, 257>& below) const;
  /// An input is 1 from now on in this image.
  void see(view& v, std::size_t row) const;

  void append_identity(std::vector<std::byte>& to) const;

 private:
  static constexpr int weight_bits = 12, unit_bits = 8;
  static constexpr int level_bits = 11;  ///< of weights of levels, which may be larger
  static constexpr std::int32_t most_unit = 32 << unit_bits;

  struct layer {
    std::size_t inputs = 0, outputs = 0, pairs = 0;
    std::vector<std::int16_t> weights;  // of pairs of inputs, by outputs, padded
    std::vector<std::int32_t> biases;   // of weights times units, padded
  };
  static layer read(const safetensors& file, const std::string& name, std::size_t inputs, std::size_t outputs,
                    int bits = weight_bits);

  pixel_window window_;
  std::vector<std::int16_t> rows_;  // of the first layer, padded
  std::vector<std::int32_t> biases_;
  layer second_, ink_, levels_, kinds_;
};

}  // namespace ansatz::detail
