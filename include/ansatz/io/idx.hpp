#pragma once
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
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

/// An idx file, plain or gz, of which no more is unpacked than its header promises. Throws `corrupt_error`
/// that names it.
idx_array read_idx(const std::filesystem::path& path, std::uint64_t limit = std::uint64_t{1} << 34);

/// Items as images: (n, height, width), (n, height, width, 1 or 3), and rows (n, width). Throws
/// `corrupt_error` for another shape.
image_set images_from(const idx_array& array);

/// The inverse: (n, height, width), in colour (n, height, width, 3). Throws `domain_error` where the images
/// are not of one shape.
idx_array idx_from(const image_set& images);

}  // namespace ansatz
