#pragma once
#include <zlib.h>

#include <cstdint>
#include <string>

/// PNG files by hand: what no writer of ours gives.
namespace ansatz::testing {

inline std::string big_endian(std::uint32_t n) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(n >> shift);
  return out;
}

inline std::string png_chunk(const std::string& name, const std::string& data) {
  const std::string body = name + data;
  const auto crc = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return big_endian(static_cast<std::uint32_t>(data.size())) + body +
         big_endian(static_cast<std::uint32_t>(crc));
}

inline const std::string png_signature = "\x89PNG\r\n\x1a\n";
inline const std::string png_end = png_chunk("IEND", "");

inline std::string png_header(std::uint32_t width, std::uint32_t height, int depth, int colour,
                              int interlaced = 0) {
  return png_chunk("IHDR", big_endian(width) + big_endian(height) + static_cast<char>(depth) +
                               static_cast<char>(colour) + std::string(2, '\0') +
                               static_cast<char>(interlaced));
}

inline std::string deflated(const std::string& data) {
  uLongf size = compressBound(static_cast<uLong>(data.size()));
  std::string out(size, '\0');
  compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(data.data()),
           static_cast<uLong>(data.size()));
  out.resize(size);
  return out;
}

/// `rows` are as they stand in the stream, each behind its filter's number.
inline std::string png_pixels(const std::string& rows) { return png_chunk("IDAT", deflated(rows)); }

}  // namespace ansatz::testing
