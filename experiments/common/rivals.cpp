#include <algorithm>
#include <ansatz/error.hpp>
#include <cmath>
#include <common/image_formats.hpp>
#include <common/progress.hpp>
#include <common/rivals.hpp>
#include <span>

namespace ansatz::experiment {
namespace {

constexpr int jxl_effort = 9;

using pictures = std::vector<picture>;

/// Each image by itself; binary ones as black and white.
pictures singly(const idx_array& images, bool binary) {
  pictures out;
  const auto height = static_cast<std::uint32_t>(images.shape[1]),
             width = static_cast<std::uint32_t>(images.shape[2]);
  const std::size_t size = images.item_size();
  for (std::size_t i = 0; i < images.count(); ++i) {
    const auto pixels = std::span{images.data}.subspan(i * size, size);
    picture p{width, height, {pixels.begin(), pixels.end()}};
    if (binary)
      std::ranges::transform(p.grey, p.grey.begin(),
                             [](std::uint8_t v) -> std::uint8_t { return v != 0 ? 255 : 0; });
    out.push_back(std::move(p));
  }
  return out;
}

/// All of them in one, row by row, the rest black.
picture mosaic(const pictures& images) {
  const auto columns = static_cast<std::uint32_t>(std::ceil(std::sqrt(static_cast<double>(images.size()))));
  const auto rows = (static_cast<std::uint32_t>(images.size()) + columns - 1) / columns;
  const std::uint32_t width = images[0].width, height = images[0].height;
  picture out{columns * width, rows * height, {}};
  out.grey.resize(std::size_t{out.width} * out.height);
  for (std::size_t i = 0; i < images.size(); ++i)
    for (std::size_t y = 0; y < height; ++y)
      std::copy_n(images[i].grey.begin() + static_cast<std::ptrdiff_t>(y * width), width,
                  out.grey.begin() + static_cast<std::ptrdiff_t>((i / columns * height + y) * out.width +
                                                                 i % columns * width));
  return out;
}

std::vector<std::byte> packed(const idx_array& images, bool binary) {
  if (!binary) {
    const auto all = std::as_bytes(std::span{images.data});
    return {all.begin(), all.end()};
  }
  std::vector<std::byte> out((images.data.size() + 7) / 8);
  for (std::size_t i = 0; i < images.data.size(); ++i)
    out[i / 8] |= static_cast<std::byte>(images.data[i] << (7 - i % 8));
  return out;
}

/// Encodes and decodes each item, measures, compares.
template <class Item, class Encode, class Decode>
rival measured(const std::string& name, const std::vector<Item>& items, Encode encode, Decode decode) {
  rival r{name, 0, 0, 0};
  std::vector<std::vector<std::byte>> files;
  const stopwatch encoding;
  for (const Item& item : items) files.push_back(encode(item));
  r.encode_seconds = encoding.seconds();
  for (const auto& file : files) r.bytes += file.size();
  std::vector<Item> decoded;
  const stopwatch decoding;
  for (std::size_t i = 0; i < items.size(); ++i) decoded.push_back(decode(files[i], items[i]));
  r.decode_seconds = decoding.seconds();
  if (decoded != items) throw error(name + " did not give back the same images");
  return r;
}

}  // namespace

std::vector<rival> run_byte_rivals(std::span<const std::byte> data,
                                   const std::function<void(const std::string&)>& told) {
  using bytes = std::vector<std::byte>;
  const std::vector<bytes> items{bytes{data.begin(), data.end()}};
  std::vector<rival> out;
  const auto run = [&](const std::string& name, auto encode, auto decode) {
    if (told) told(name);
    out.push_back(measured(name, items, encode,
                           [&](const bytes& file, const bytes& from) { return decode(file, from.size()); }));
  };
  run("gzip -9", gzip_of, from_gzip);
  run("bz2 -9", bz2_of, from_bz2);
  run("xz -9e", xz_of, from_xz);
  return out;
}

std::vector<rival> run_rivals(const idx_array& images, const std::function<void(const std::string&)>& told) {
  if (images.shape.size() != 3 || images.count() == 0)
    throw domain_error(
        "the other compressors need images of two dimensions, at least one (--alone does without them)");
  const bool binary = std::ranges::all_of(images.data, [](std::uint8_t v) { return v <= 1; });
  const pictures single = singly(images, binary), tiled{mosaic(single)};
  std::vector<rival> out = run_byte_rivals(packed(images, binary), told);
  const auto run = [&](const std::string& name, const auto& items, auto encode, auto decode) {
    if (told) told(name);
    out.push_back(measured(name, items, encode, decode));
  };
  const auto seen = [](auto decode) {
    return [=](const std::vector<std::byte>& file, const picture&) { return decode(file); };
  };
  run("PNG, per image", single, png_of, seen(from_png));
  run("PNG, mosaic", tiled, png_of, seen(from_png));
  run("WebP, per image", single, webp_of, seen(from_webp));
  run("WebP, mosaic", tiled, webp_of, seen(from_webp));
  run(
      "JPEG XL, mosaic, effort " + std::to_string(jxl_effort), tiled,
      [](const picture& p) { return jxl_of(p, jxl_effort); }, seen(from_jxl));
  return out;
}

}  // namespace ansatz::experiment
