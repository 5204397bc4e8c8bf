#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Lossless image formats and general-purpose compressors through their libraries. A failure of a library is
/// an `error`.
namespace ansatz::experiment {

/// Grey values, 0..255, row by row.
struct picture {
  std::uint32_t width = 0, height = 0;
  std::vector<std::uint8_t> grey;
  friend bool operator==(const picture&, const picture&) = default;
};

std::vector<std::byte> png_of(const picture& p);  ///< level 9; 1 bit a pixel where only 0 and 255 occur
picture from_png(std::span<const std::byte> file);
std::vector<std::byte> webp_of(const picture& p);  ///< lossless, method 6, quality 100
picture from_webp(std::span<const std::byte> file);
std::vector<std::byte> jxl_of(const picture& p, int effort);
picture from_jxl(std::span<const std::byte> file);

std::vector<std::byte> gzip_of(std::span<const std::byte> data);  ///< level 9
std::vector<std::byte> from_gzip(std::span<const std::byte> file, std::size_t size);
std::vector<std::byte> bz2_of(std::span<const std::byte> data);  ///< level 9
std::vector<std::byte> from_bz2(std::span<const std::byte> file, std::size_t size);
std::vector<std::byte> xz_of(std::span<const std::byte> data);  ///< level 9, extreme
std::vector<std::byte> from_xz(std::span<const std::byte> file, std::size_t size);

}  // namespace ansatz::experiment
