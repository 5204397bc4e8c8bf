#include <algorithm>
#include <ansatz/error.hpp>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

void append_text(bytes_out& out, const std::string& text) {
  append(out, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void append_bitmap(const image& i, bytes_out& out) {
  if (std::ranges::any_of(i.pixels, [](std::uint8_t v) { return v > 1; }))
    throw domain_error("bitmaps (.pbm) hold 0 and 1: .pgm holds grey, .ppm colour");
  append_text(out, "P4\n" + std::to_string(i.shape.width) + " " + std::to_string(i.shape.height) + "\n");
  auto pixel = i.pixels.begin();
  for (std::uint32_t y = 0; y < i.shape.height; ++y)
    for (std::uint32_t x = 0; x < i.shape.width; ++x, ++pixel) {
      if (x % 8 == 0) out.push_back(std::byte{0});
      out.back() |= static_cast<std::byte>(*pixel << (7 - x % 8));
    }
}

void append_map(const image& i, bytes_out& out, bool arbitrary) {
  const bool colour = i.shape.channels == 3;
  const std::string width = std::to_string(i.shape.width), height = std::to_string(i.shape.height);
  if (arbitrary)
    append_text(out, "P7\nWIDTH " + width + "\nHEIGHT " + height + "\nDEPTH " + (colour ? "3" : "1") +
                         "\nMAXVAL 255\nTUPLTYPE " + (colour ? "RGB" : "GRAYSCALE") + "\nENDHDR\n");
  else
    append_text(out, (colour ? "P6\n" : "P5\n") + width + " " + height + "\n255\n");
  append(out, i.pixels);
}

void expect_channels(std::uint32_t channels, std::string_view kind) {
  if (kind == "pbm" && channels == 3)
    throw domain_error("bitmaps (.pbm) hold 0 and 1: .pgm holds grey, .ppm colour");
  if (kind == "pgm" && channels == 3)
    throw domain_error("grey maps (.pgm) hold no colour: .ppm, .pnm and .pam do");
  if (kind == "ppm" && channels == 1)
    throw domain_error("colour maps (.ppm) hold no grey: .pgm, .pnm and .pam do");
}

}  // namespace

image_appender write_pnm(const image_listing& what, std::string_view kind) {
  if (what.count == 0) throw domain_error("PNM has no file of no images: .idx and .npy have one");
  if (what.common) expect_channels(what.common->channels, kind);
  return [kind = std::string{kind}](const image& i, bytes_out& out) {
    expect_channels(i.shape.channels, kind);
    if (kind == "pbm")
      append_bitmap(i, out);
    else
      append_map(i, out, kind == "pam");
  };
}

}  // namespace ansatz::formats
