#include "bitmaps.hpp"

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <common/progress.hpp>
#include <cstddef>
#include <cstring>
#include <resampled/resampled_inversion.hpp>

namespace ansatz::training {

std::uint64_t hash_of(std::span<const image> images) {
  std::vector<std::byte> hashes;
  for (const image& x : images) {
    if (x.shape != image_shape{28, 28, 1}) throw domain_error("the images are not grey ones of 28x28");
    const std::uint64_t h = hash64(std::as_bytes(std::span{x.pixels}));
    for (int i = 0; i < 8; ++i) hashes.push_back(static_cast<std::byte>(h >> (8 * i) & 255));
  }
  return hash64(hashes);
}

namespace {

/// The images' hash; then of each bitmap its height and width in a byte each, and its pixels, eight in a byte.
constexpr std::size_t head = 8;

std::vector<bitmap> bitmaps_in(std::span<const std::byte> bytes, std::uint64_t hash) {
  std::vector<bitmap> found;
  if (bytes.size() < head) return found;
  for (std::size_t i = 0; i < head; ++i)
    if (bytes[i] != static_cast<std::byte>(hash >> (8 * i) & 255)) return found;
  for (std::size_t at = head; at + 2 <= bytes.size();) {
    bitmap b{std::to_integer<std::uint32_t>(bytes[at]), std::to_integer<std::uint32_t>(bytes[at + 1]), {}};
    at += 2;
    const std::size_t size = std::size_t{b.height} * b.width;
    if (bytes.size() - at < (size + 7) / 8) return {};
    for (std::size_t p = 0; p < size; ++p)
      b.ink.push_back(std::to_integer<std::uint8_t>(bytes[at + p / 8] >> (p % 8)) & 1);
    at += (size + 7) / 8;
    found.push_back(std::move(b));
  }
  return found;
}

std::vector<std::byte> bytes_of(std::span<const bitmap> bitmaps, std::uint64_t hash) {
  std::vector<std::byte> bytes;
  for (std::size_t i = 0; i < head; ++i) bytes.push_back(static_cast<std::byte>(hash >> (8 * i) & 255));
  for (const bitmap& b : bitmaps) {
    bytes.push_back(static_cast<std::byte>(b.height));
    bytes.push_back(static_cast<std::byte>(b.width));
    for (std::size_t p = 0; p < b.ink.size(); ++p) {
      if (p % 8 == 0) bytes.push_back(std::byte{0});
      bytes.back() |= static_cast<std::byte>(b.ink[p] << (p % 8));
    }
  }
  return bytes;
}

}  // namespace

std::vector<bitmap> bitmaps_of(std::span<const image> images, const std::filesystem::path& kept) {
  const std::uint64_t hash = hash_of(images);
  if (std::filesystem::exists(kept))
    if (auto found = bitmaps_in(read_file(kept), hash); !found.empty()) return found;
  std::vector<bitmap> found;
  resampled_inversion invert;
  experiment::progress shown{"images", images.size()};
  for (const image& x : images) {
    if (auto y = invert(x.pixels)) found.push_back({y->height, y->width, std::move(y->ink)});
    shown.add(1);
  }
  write_file_atomically(kept, bytes_of(found, hash));
  return found;
}

}  // namespace ansatz::training
