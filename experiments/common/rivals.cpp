#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <cmath>
#include <common/image_formats.hpp>
#include <common/progress.hpp>
#include <common/rivals.hpp>

namespace ansatz::experiment {
namespace {

constexpr int jxl_effort = 9;

/// Binary images as black and white.
image_set shown(image_set images, bool binary) {
  if (binary)
    for (image& x : images)
      for (std::uint8_t& v : x.pixels) v = v != 0 ? 255 : 0;
  return images;
}

/// All of them in one, row by row, the rest black.
image mosaic(const image_set& images) {
  const auto columns = static_cast<std::uint32_t>(std::ceil(std::sqrt(static_cast<double>(images.size()))));
  const auto rows = (static_cast<std::uint32_t>(images.size()) + columns - 1) / columns;
  const image_shape part = images[0].shape;
  image out{{rows * part.height, columns * part.width, part.channels}, {}};
  out.pixels.resize(out.shape.size());
  const std::size_t row = std::size_t{part.width} * part.channels, whole_row = columns * row;
  for (std::size_t i = 0; i < images.size(); ++i)
    for (std::size_t y = 0; y < part.height; ++y)
      std::copy_n(images[i].pixels.begin() + static_cast<std::ptrdiff_t>(y * row), row,
                  out.pixels.begin() + static_cast<std::ptrdiff_t>(
                                           (i / columns * part.height + y) * whole_row + i % columns * row));
  return out;
}

std::vector<std::byte> packed(const image_set& images, bool binary) {
  std::vector<std::byte> out;
  std::size_t n = 0;
  for (const image& x : images)
    for (const std::uint8_t v : x.pixels) {
      if (!binary) {
        out.push_back(static_cast<std::byte>(v));
        continue;
      }
      if (n % 8 == 0) out.push_back({});
      out.back() |= static_cast<std::byte>(v << (7 - n++ % 8));
    }
  return out;
}

/// Encodes each item, decodes it again, compares and measures.
template <class Item, class Encode, class Decode>
rival measured(const std::string& name, std::span<const Item> items, Encode encode, Decode decode) {
  rival r{name, 0, 0, 0};
  for (const Item& item : items) {
    const stopwatch encoding;
    const std::vector<std::byte> file = encode(item);
    r.encode_seconds += encoding.seconds();
    r.bytes += file.size();
    const stopwatch decoding;
    const Item decoded = decode(file, item);
    r.decode_seconds += decoding.seconds();
    if (decoded != item) throw error(name + " did not give back the same data");
  }
  return r;
}

bool is_wanted(const rival_wanted& wanted, const std::string& name) { return !wanted || wanted(name); }

/// Runs a format over images, where that is wanted.
template <class Encode, class Decode>
void run(std::vector<rival>& out, const rival_wanted& wanted, const std::string& name,
         std::span<const image> items, Encode encode, Decode decode) {
  if (is_wanted(wanted, name))
    out.push_back(measured(name, items, encode,
                           [&](const std::vector<std::byte>& file, const image&) { return decode(file); }));
}

image_set all_in_colour(const image_set& images) {
  image_set out;
  for (const image& x : images) out.push_back(in_colour(x));
  return out;
}

const std::string effort = ", effort " + std::to_string(jxl_effort);
std::vector<std::byte> strongest_jxl(const image& x) { return jxl_of(x, jxl_effort); }

}  // namespace

std::vector<rival> run_byte_rivals(std::span<const std::byte> data, const rival_wanted& wanted) {
  using bytes = std::vector<std::byte>;
  const bytes all{data.begin(), data.end()};
  std::vector<rival> out;
  const auto run = [&](const std::string& name, auto encode, auto decode) {
    if (is_wanted(wanted, name))
      out.push_back(measured(name, std::span{&all, 1}, encode, [&](const bytes& file, const bytes& from) {
        return decode(file, from.size());
      }));
  };
  run("gzip -9", gzip_of, from_gzip);
  run("bz2 -9", bz2_of, from_bz2);
  run("xz -9e", xz_of, from_xz);
  return out;
}

std::vector<rival> run_rivals(const image_set& images, const rival_wanted& wanted) {
  if (images.empty())
    throw domain_error("the other compressors need images, at least one (--without all does without them)");
  const bool binary = is_binary(images),
             alike = std::ranges::all_of(images, [&](const image& x) { return x.shape == images[0].shape; });
  const image_set single = shown(images, binary), tiled = alike ? image_set{mosaic(single)} : image_set{};
  std::vector<rival> out = run_byte_rivals(packed(images, binary), wanted);
  run(out, wanted, "PNG, per image", single, png_of, from_png);
  if (alike) run(out, wanted, "PNG, mosaic", tiled, png_of, from_png);
  run(out, wanted, "WebP, per image", all_in_colour(single), webp_of, from_webp);
  if (alike) run(out, wanted, "WebP, mosaic", all_in_colour(tiled), webp_of, from_webp);
  run(out, wanted, (alike ? "JPEG XL, mosaic" : "JPEG XL, per image") + effort, alike ? tiled : single,
      strongest_jxl, from_jxl);
  return out;
}

std::vector<rival> run_image_rivals(const image& x, const rival_wanted& wanted) {
  const image_set one = shown({x}, is_binary({x}));
  std::vector<rival> out;
  run(out, wanted, "PNG", one, png_of, from_png);
  run(out, wanted, "WebP", all_in_colour(one), webp_of, from_webp);
  run(out, wanted, "JPEG XL" + effort, one, strongest_jxl, from_jxl);
  return out;
}

}  // namespace ansatz::experiment
