#include "bit_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <common/raster.hpp>
#include <span>
#include <utility>

namespace ansatz::experiment {
namespace {

constexpr colour paper{255, 255, 255}, ink{31, 41, 55}, faint{107, 114, 128};
constexpr std::size_t margin = 16, gap = 10, most_side = 1600;

/// How an image's pixels are drawn: so many rows and columns as one rectangle of so many pixels.
struct zoom {
  std::size_t mean = 1, height = 1, width = 1;
};

/// Of the longer side some 480 pixels, or 140 where images are many; a row or a column of pixels is made thick.
zoom zoom_of(image_shape s, bool many) {
  const std::size_t side = std::max(s.height, s.width);
  zoom z{.mean = (side + most_side - 1) / most_side};
  const std::size_t larger = std::clamp<std::size_t>((many ? 140 : 480) / side, 1, 16);
  const auto thick = [&](std::size_t n) { return std::clamp<std::size_t>((16 + n - 1) / n, larger, 16); };
  z.height = thick((s.height + z.mean - 1) / z.mean);
  z.width = thick((s.width + z.mean - 1) / z.mean);
  return z;
}

struct extent {
  std::size_t height = 0, width = 0;
};
extent extent_of(const billed_image& x, const zoom& z) {
  const image_shape s = x.shown.shape;
  return {(s.height + z.mean - 1) / z.mean * z.height, (s.width + z.mean - 1) / z.mean * z.width};
}

/// Draws an image square by square: `of` is told which pixels one holds, and gives its colour.
template <class Colour>
void draw(raster& on, std::size_t top, std::size_t left, image_shape s, const zoom& z, const Colour& of) {
  std::vector<std::size_t> pixels;
  for (std::size_t y = 0, row = 0; y < s.height; y += z.mean, ++row)
    for (std::size_t x = 0, column = 0; x < s.width; x += z.mean, ++column) {
      pixels.clear();
      for (std::size_t v = y; v < std::min<std::size_t>(y + z.mean, s.height); ++v)
        for (std::size_t u = x; u < std::min<std::size_t>(x + z.mean, s.width); ++u)
          pixels.push_back(v * s.width + u);
      on.box(top + row * z.height, left + column * z.width, z.height, z.width, of(pixels));
    }
}

void draw_image(raster& on, std::size_t top, std::size_t left, const image& x, const zoom& z) {
  const bool binary = std::ranges::all_of(x.pixels, [](std::uint8_t v) { return v < 2; });
  const std::size_t channels = x.shape.channels;
  draw(on, top, left, x.shape, z, [&](const std::vector<std::size_t>& pixels) {
    colour out;
    for (std::size_t c = 0; c < 3; ++c) {
      std::size_t sum = 0;
      for (const std::size_t i : pixels) sum += x.pixels[i * channels + (channels == 3 ? c : 0)];
      out[c] = static_cast<std::uint8_t>(sum * (binary ? 255 : 1) / pixels.size());
    }
    return out;
  });
}

void draw_bits(raster& on, std::size_t top, std::size_t left, const billed_image& x, std::size_t channel,
               const zoom& z, double scale) {
  draw(on, top, left, x.shown.shape, z, [&](const std::vector<std::size_t>& pixels) {
    bits sum;
    for (const std::size_t i : pixels) sum += x.bill.numbers[i * x.shown.shape.channels + channel];
    const double part = sum.to_double() / static_cast<double>(pixels.size()) / scale;
    return colour_of_heat(static_cast<std::uint32_t>(std::clamp(part, 0.0, 1.0) * 255 + 0.5));
  });
}

/// In how many columns so many tiles of a size lie, that all of them are about four by three.
std::size_t columns_of(std::size_t count, extent tile) {
  std::size_t best = 1;
  double least = 1e300;
  for (std::size_t columns = 1; columns <= count; ++columns) {
    const std::size_t rows = (count + columns - 1) / columns;
    const double shape = 0.75 * static_cast<double>(columns * tile.width) /
                         static_cast<double>(rows * tile.height),
                 off = std::max(shape, 1 / shape) +
                       static_cast<double>(columns * rows - count) / static_cast<double>(count);
    if (off < least) least = off, best = columns;
  }
  return best;
}

/// The bar of the scale: colours, and numbers below them.
void draw_scale(raster& on, std::size_t top, double scale, std::size_t size) {
  const std::string unit = "bits a number";
  const std::size_t left = margin + raster::width_of(unit, size) + 2 * gap,
                    width = std::max<std::size_t>(on.width() - left - margin - 18 * size, 60);
  on.text(top + 4 * size, margin, unit, size, ink);
  for (std::size_t x = 0; x < width; ++x)
    on.box(top, left + x, 14 * size, 1, colour_of_heat(static_cast<std::uint32_t>(x * 255 / (width - 1))));
  const std::size_t steps = width > 60 * size * 4 ? 4 : 2;
  for (std::size_t k = 0; k <= steps; ++k) {
    const double at = scale * static_cast<double>(k) / static_cast<double>(steps);
    const std::string label = fmt::format("{:.4g}{}", at, k == steps ? "+" : "");
    const std::size_t x = left + k * (width - 1) / steps, half = raster::width_of(label, size) / 2;
    on.box(top + 14 * size, x, 3 * size, 1, ink);
    on.text(top + 19 * size, x - std::min(x, half), label, size, ink);
  }
}

}  // namespace

std::vector<channel_bits> channels_of(const billed_image& x) {
  const std::size_t channels = x.shown.shape.channels;
  std::vector<channel_bits> out;
  for (std::size_t c = 0; c < channels; ++c) {
    constexpr const char* colours[]{"red", "green", "blue"};
    out.push_back({channels == 1 ? "grey" : colours[c], x.bill.numbers.size() / channels, {}, {}});
    for (std::size_t i = c; i < x.bill.numbers.size(); i += channels) {
      out.back().sum += x.bill.numbers[i];
      out.back().most = std::max(out.back().most, x.bill.numbers[i]);
    }
  }
  return out;
}

double suitable_scale(const std::vector<billed_image>& images) {
  std::vector<bits> all;
  for (const billed_image& x : images) all.insert(all.end(), x.bill.numbers.begin(), x.bill.numbers.end());
  if (all.empty()) return 1;
  const auto at = all.end() - 1 - static_cast<std::ptrdiff_t>(all.size() / 200);
  std::ranges::nth_element(all, at);
  for (const double round :
       {0.0625, 0.125, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 24.0})
    if (at->to_double() <= round) return round;
  return 32;
}

image bit_picture(const std::vector<billed_image>& images, double scale, const std::string& title) {
  if (images.empty()) throw domain_error("there is no image to draw");
  const bool many = images.size() > 1;
  // A tile is an image and its channels, below a line that says what they took.
  const std::size_t small = many ? 1 : 2;
  extent panel;
  std::size_t panels = 0;
  for (const billed_image& x : images) {
    const extent e = extent_of(x, zoom_of(x.shown.shape, many));
    panel = {std::max(panel.height, e.height), std::max(panel.width, e.width)};
    panels = std::max<std::size_t>(panels, 1 + x.shown.shape.channels);
  }
  // The least that a caption needs.
  panel.width = std::max(
      panel.width, raster::width_of(many ? "0000000 00000 bits" : "green 00.000", small) / (many ? 2 : 1));
  const std::size_t caption = 7 * small + 6;
  const extent cell{panel.height + caption + gap, panel.width + gap};
  const std::size_t across = many ? panels : columns_of(panels, cell), down = (panels + across - 1) / across;
  const extent tile{down * cell.height, across * cell.width + (many ? gap : 0)};
  const std::size_t columns = columns_of(images.size(), tile), rows = (images.size() + columns - 1) / columns;

  const std::size_t size = columns * tile.width >= 560 ? 2 : 1;
  const std::size_t width = std::max(columns * tile.width + 2 * margin - gap,
                                     raster::width_of(title, size) + 2 * margin),
                    head = margin + 7 * size + 2 * gap,
                    height = head + rows * tile.height + gap + 28 * size + margin;
  if (width > (std::size_t{1} << 28) / 3 / height)
    throw domain_error("the picture would be too large: draw fewer images");
  raster on{height, width, paper};
  on.text(margin, margin, title, size, ink);
  for (std::size_t i = 0; i < images.size(); ++i) {
    const billed_image& x = images[i];
    const zoom z = zoom_of(x.shown.shape, many);
    const std::size_t top = head + i / columns * tile.height, left = margin + i % columns * tile.width;
    const auto at = [&](std::size_t k) {
      return std::pair{top + k / across * cell.height, left + k % across * cell.width};
    };
    const auto channels = channels_of(x);
    if (many) {
      bits sum;
      for (const channel_bits& c : channels) sum += c.sum;
      on.text(top, left, fmt::format("{}: {:.0f} bits", x.number, sum.to_double()), small, faint);
    }
    for (std::size_t k = 0; k <= channels.size(); ++k) {
      const auto [y, from] = at(k);
      if (k == 0)
        draw_image(on, y + caption, from, x.shown, z);
      else
        draw_bits(on, y + caption, from, x, k - 1, z, scale);
      if (many) continue;
      const std::string what =
          k == 0
              ? "picture"
              : fmt::format("{} {:.3f}", channels[k - 1].name,
                            channels[k - 1].sum.to_double() / static_cast<double>(channels[k - 1].numbers));
      on.text(y, from, what, small, faint);
    }
  }
  draw_scale(on, head + rows * tile.height + gap, scale, size);
  return std::move(on).finished();
}

}  // namespace ansatz::experiment
