#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// An array of unsigned bytes in the idx format of MNIST: shape[0] items, in C order.
struct idx_array {
  std::vector<std::uint64_t> shape;
  std::vector<std::uint8_t> data;

  std::uint64_t count() const { return shape.empty() ? 0 : shape[0]; }
  /// Bytes of one item.
  std::uint64_t item_size() const;
  friend bool operator==(const idx_array&, const idx_array&) = default;
};

/// Throws `corrupt_error` where the bytes are not one idx array of unsigned bytes, exactly.
idx_array parse_idx(std::span<const std::byte> bytes);

/// The inverse: the header that MNIST's files have, and the data.
std::vector<std::byte> format_idx(const idx_array& array);

}  // namespace ansatz
