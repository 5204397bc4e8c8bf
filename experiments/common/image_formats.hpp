#pragma once
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Lossless image formats and general-purpose compressors through their libraries. A failure of a library is
/// an `error`.
namespace ansatz::experiment {

std::vector<std::byte> png_of(
    const image& x);  ///< level 9; 1 bit a pixel where it is grey and only 0 and 255 occur
image from_png(std::span<const std::byte> file);
image in_colour(const image& x);                   ///< grey as three equal channels
std::vector<std::byte> webp_of(const image& x);    ///< lossless, method 6, quality 100
image from_webp(std::span<const std::byte> file);  ///< in colour: it knows no other
std::vector<std::byte> jxl_of(const image& x, int effort);
image from_jxl(std::span<const std::byte> file);

std::vector<std::byte> gzip_of(std::span<const std::byte> data);  ///< level 9
std::vector<std::byte> from_gzip(std::span<const std::byte> file, std::size_t size);
std::vector<std::byte> bz2_of(std::span<const std::byte> data);  ///< level 9
std::vector<std::byte> from_bz2(std::span<const std::byte> file, std::size_t size);
std::vector<std::byte> xz_of(std::span<const std::byte> data);  ///< level 9, extreme
std::vector<std::byte> from_xz(std::span<const std::byte> file, std::size_t size);

}  // namespace ansatz::experiment
