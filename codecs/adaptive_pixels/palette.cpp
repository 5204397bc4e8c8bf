#include <adaptive_pixels/palette.hpp>
#include <functional>

namespace ansatz {
namespace {

std::uint32_t colour_at(const image& x, std::size_t pixel) {
  if (x.shape.channels == 1) return x.pixels[pixel];
  const std::uint8_t* of = &x.pixels[3 * pixel];
  return std::uint32_t{of[1]} << 16 | std::uint32_t{of[0]} << 8 | of[2];
}

}  // namespace

std::optional<palette_image> palette_of(const image& x, std::size_t most) {
  palette_image out;
  const std::size_t pixels = x.pixels.size() / x.shape.channels;
  auto& colours = out.colours;
  std::size_t last = 0;  // where the colour before was found
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint32_t c = colour_at(x, i);
    if (last < colours.size() && colours[last] == c) continue;
    const auto at = std::ranges::lower_bound(colours, c);
    last = static_cast<std::size_t>(at - colours.begin());
    if (at != colours.end() && *at == c) continue;
    if (colours.size() == most) return std::nullopt;
    colours.insert(at, c);
  }
  out.numbers.reserve(pixels);
  for (std::size_t i = 0; i < pixels; ++i)
    out.numbers.push_back(
        static_cast<std::uint8_t>(std::ranges::lower_bound(colours, colour_at(x, i)) - colours.begin()));
  return out;
}

image image_of(const palette_image& p, image_shape shape) {
  if (std::ranges::adjacent_find(p.colours, std::greater_equal<>{}) != p.colours.end())
    throw corrupt_error("a palette is not in ascending order");
  std::vector<bool> used(p.colours.size());
  image x{shape, {}};
  x.pixels.reserve(p.numbers.size() * shape.channels);
  for (const std::uint8_t n : p.numbers) {
    if (n >= p.colours.size()) throw corrupt_error("a pixel has a colour that the palette has not");
    used[n] = true;
    const std::uint32_t c = p.colours[n];
    if (shape.channels == 3) {
      x.pixels.push_back(static_cast<std::uint8_t>(c >> 8));
      x.pixels.push_back(static_cast<std::uint8_t>(c >> 16));
    }
    x.pixels.push_back(static_cast<std::uint8_t>(c));
  }
  if (std::ranges::find(used, false) != used.end())
    throw corrupt_error("a palette has a colour that no pixel has");
  return x;
}

}  // namespace ansatz
