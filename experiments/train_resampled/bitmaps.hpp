#pragma once
#include <ansatz/io/image.hpp>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace ansatz::training {

/// The ink box of the bitmap of an image: height x width pixels of 0 and 1 in raster order.
struct bitmap {
  std::uint32_t height = 0, width = 0;
  std::vector<std::uint8_t> ink;
};

/// Of the images, which must be grey ones of 28 x 28 pixels: throws `domain_error` for others.
std::uint64_t hash_of(std::span<const image> images);

/// The bitmaps of all images that have one. What is found is kept in a file, and taken from there if it is of the
/// same images. Throws `domain_error` where an image is no grey one of 28 x 28 pixels.
std::vector<bitmap> bitmaps_of(std::span<const image> images, const std::filesystem::path& kept);

}  // namespace ansatz::training
