#include <algorithm>
#include <ansatz/error.hpp>

#include "formats.hpp"

namespace ansatz::formats {
namespace {

void append_text(bytes_out& out, const std::string& text) {
  for (const char c : text) out.push_back(static_cast<std::byte>(c));
}

void append_bitmap(bytes_out& out, const image& i) {
  if (i.shape.channels != 1 || std::ranges::any_of(i.pixels, [](std::uint8_t v) { return v > 1; }))
    throw domain_error("bitmaps (.pbm) hold 0 and 1: .pgm holds grey, .ppm colour");
  append_text(out, "P4\n" + std::to_string(i.shape.width) + " " + std::to_string(i.shape.height) + "\n");
  auto pixel = i.pixels.begin();
  for (std::uint32_t y = 0; y < i.shape.height; ++y)
    for (std::uint32_t x = 0; x < i.shape.width; ++x, ++pixel) {
      if (x % 8 == 0) out.push_back(std::byte{0});
      out.back() |= static_cast<std::byte>(*pixel << (7 - x % 8));
    }
}

void append_raster(bytes_out& out, const image& i, const std::string& header) {
  append_text(out, header);
  append(out, i.pixels);
}

}  // namespace

bytes_out write_pnm(const image_set& images, std::string_view kind) {
  if (images.empty()) throw domain_error("PNM has no file of no images: .idx and .npy have one");
  bytes_out out;
  for (const image& i : images) {
    expect_whole(i);
    const bool colour = i.shape.channels == 3;
    const std::string width = std::to_string(i.shape.width), height = std::to_string(i.shape.height);
    if (kind == "pgm" && colour)
      throw domain_error("grey maps (.pgm) hold no colour: .ppm, .pnm and .pam do");
    if (kind == "ppm" && !colour)
      throw domain_error("colour maps (.ppm) hold no grey: .pgm, .pnm and .pam do");
    if (kind == "pbm")
      append_bitmap(out, i);
    else if (kind == "pam")
      append_raster(out, i,
                    "P7\nWIDTH " + width + "\nHEIGHT " + height + "\nDEPTH " + (colour ? "3" : "1") +
                        "\nMAXVAL 255\nTUPLTYPE " + (colour ? "RGB" : "GRAYSCALE") + "\nENDHDR\n");
    else
      append_raster(out, i, (colour ? "P6\n" : "P5\n") + width + " " + height + "\n255\n");
  }
  return out;
}

}  // namespace ansatz::formats
