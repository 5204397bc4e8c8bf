#pragma once
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "formats.hpp"

namespace ansatz::formats {

enum class png_colour : std::uint8_t { grey = 0, rgb = 2, palette = 3, grey_alpha = 4, rgb_alpha = 6 };

/// A PNG file taken apart, every checksum and the order of its chunks checked: what the decoder gets is what
/// decides pixels, and nothing else.
struct png_chunks {
  std::uint32_t width = 0, height = 0;
  int depth = 0;  // bits a sample
  png_colour colour = png_colour::grey;
  std::vector<std::uint8_t> palette;  // red, green, blue of each entry
  bytes_out kept;                     // signature, IHDR, PLTE, IDAT ..., IEND, whole
  std::uint64_t data = 0;             // bytes of all IDAT
  std::set<std::string> others;       // names of the chunks that are left behind
};

/// The bytes that follow to their end. Throws `corrupt_error` for damaged files and for what has more than 8
/// bits of grey or colour: alpha, transparency, 16 bits, animations; `error` where more than `limit` bytes
/// would have to be held.
png_chunks png_chunks_of(byte_reader& in, std::uint64_t limit);

}  // namespace ansatz::formats
