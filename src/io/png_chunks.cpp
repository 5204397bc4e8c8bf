#include "png_chunks.hpp"

#include <zlib.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <array>

namespace ansatz::formats {
namespace {

constexpr std::array<unsigned char, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

std::uint32_t number(bytes_in b) {
  std::uint32_t n = 0;
  for (const std::byte x : b.first(4)) n = n << 8 | std::to_integer<std::uint32_t>(x);
  return n;
}

[[noreturn]] void fail(const std::string& what) { throw corrupt_error("PNG: " + what); }

struct chunk {
  std::string name;
  std::size_t size = 0;  // of all of it
  bytes_out front;       // length and name
  bytes_out data;        // and the checksum
  bytes_in content() const { return bytes_in{data}.first(data.size() - 4); }
};

/// The chunk that follows, its checksum checked.
chunk next_chunk(byte_reader& in) {
  const std::string place = " at byte " + std::to_string(in.position());
  if (in.peek(12).size() < 12) fail("the file ends too early, in the chunk" + place);
  chunk c;
  c.front = in.read(8);
  const std::uint32_t length = number(c.front);
  for (const std::byte b : bytes_in{c.front}.subspan(4)) c.name += static_cast<char>(b);
  const auto is_letter = [](char x) { return (x >= 'A' && x <= 'Z') || (x >= 'a' && x <= 'z'); };
  if (!std::ranges::all_of(c.name, is_letter)) fail("no chunk begins" + place);
  c.data = in.read(std::uint64_t{length} + 4);
  if (c.data.size() < std::uint64_t{length} + 4)
    fail("the file ends too early, in the chunk " + c.name + place);
  c.size = 8 + c.data.size();
  uLong crc = crc32(0, nullptr, 0);
  crc = crc32_z(crc, reinterpret_cast<const Bytef*>(c.name.data()), 4);
  crc = crc32_z(crc, reinterpret_cast<const Bytef*>(c.data.data()), length);
  if (crc != number(bytes_in{c.data}.subspan(length)))
    fail("the checksum of the chunk " + c.name + place + " is wrong: the file was damaged");
  return c;
}

void read_header(png_chunks& p, bytes_in data) {
  if (data.size() != 13) fail("a header of " + std::to_string(data.size()) + " bytes, not 13");
  p.width = number(data);
  p.height = number(data.subspan(4));
  constexpr std::uint32_t most = 0x7fffffff;
  if (p.width == 0 || p.height == 0 || p.width > most || p.height > most)
    fail("a header of " + std::to_string(p.height) + "x" + std::to_string(p.width) + " pixels");
  const auto at = [&](std::size_t i) { return std::to_integer<int>(data[i]); };
  p.depth = at(8);
  const bool small = p.depth == 1 || p.depth == 2 || p.depth == 4;
  p.colour = static_cast<png_colour>(at(9));
  switch (p.colour) {
    case png_colour::grey_alpha:
    case png_colour::rgb_alpha:
      fail("the image has an alpha channel, which is not kept: remove it first");
    case png_colour::grey:
    case png_colour::palette:
      if (small) break;
      [[fallthrough]];
    case png_colour::rgb:
      if (p.depth == 8) break;
      if (p.depth == 16 && p.colour != png_colour::palette)
        fail("16 bits a number, and only 8 are taken: reduce it first, which loses the lower ones");
      fail("a header of " + std::to_string(p.depth) + " bits a number");
    default:
      fail("a header of the colour type " + std::to_string(at(9)));
  }
  if (at(10) != 0 || at(11) != 0 || at(12) > 1) fail("a header of unknown methods");
}

void read_palette(png_chunks& p, bytes_in data) {
  if (p.colour == png_colour::grey) fail("a palette in a grey image");
  if (p.data > 0 || !p.palette.empty()) fail("a palette after another one or after pixels");
  if (data.empty() || data.size() % 3 != 0 || data.size() > 768)
    fail("a palette of " + std::to_string(data.size()) + " bytes");
  for (const std::byte b : data) p.palette.push_back(std::to_integer<std::uint8_t>(b));
}

/// A chunk that is no pixels: those that are not critical have a small first letter.
void leave(png_chunks& p, const std::string& name) {
  if (name == "tRNS") fail("the image has transparency (tRNS), which is not kept: remove it first");
  if (name == "acTL") fail("an animation (APNG): write its frames as files of their own");
  if (name[0] >= 'A' && name[0] <= 'Z') fail("a critical chunk of an unknown kind, " + name);
  p.others.insert(name);
}

}  // namespace

bool begins_as_png(bytes_in bytes) {
  return bytes.size() >= 4 &&
         std::ranges::equal(bytes.first(4), std::as_bytes(std::span{signature}.first(4)));
}

png_chunks png_chunks_of(byte_reader& in, std::uint64_t limit) {
  png_chunks p;
  p.kept = in.read(8);
  if (!std::ranges::equal(p.kept, std::as_bytes(std::span{signature})))
    fail("the first 8 bytes are damaged, as by a transfer as text");
  std::string before;
  while (before != "IEND") {
    const chunk c = next_chunk(in);
    if (before.empty() != (c.name == "IHDR")) fail("IHDR is the first chunk, and the first alone");
    bool decides = true;
    if (c.name == "IHDR") {
      read_header(p, c.content());
    } else if (c.name == "PLTE") {
      read_palette(p, c.content());
      decides = p.colour == png_colour::palette;  // else it is advice for poor screens
    } else if (c.name == "IDAT") {
      if (p.data > 0 && before != "IDAT") fail("pixels (IDAT) on both sides of " + before);
      p.data += c.size;
    } else if (c.name == "IEND") {
      if (!c.content().empty()) fail("an end (IEND) that is not empty");
    } else {
      leave(p, c.name);
      decides = false;
    }
    if (decides) {
      p.kept.insert(p.kept.end(), c.front.begin(), c.front.end());
      p.kept.insert(p.kept.end(), c.data.begin(), c.data.end());
    }
    if (p.kept.size() > limit) throw error("PNG: longer than " + std::to_string(limit) + " bytes");
    before = c.name;
  }
  if (!in.at_end())
    fail("bytes follow the end, from byte " + std::to_string(in.position()) + " on: cut them off");
  if (p.data == 0) fail("there are no pixels (IDAT)");
  if ((p.colour == png_colour::palette) && p.palette.empty()) fail("there is no palette");
  return p;
}

}  // namespace ansatz::formats
