#include <algorithm>
#include <cctype>
#include <common/letters.hpp>
#include <common/raster.hpp>
#include <iterator>

namespace ansatz::experiment {
namespace {

/// Along a path through CIELAB whose lightness grows from 9 to 95, sixteen equal steps.
constexpr std::array<colour, 17> heat{{{6, 25, 55},
                                       {12, 30, 78},
                                       {17, 31, 99},
                                       {31, 30, 116},
                                       {79, 30, 120},
                                       {114, 31, 121},
                                       {145, 36, 120},
                                       {171, 45, 117},
                                       {195, 59, 113},
                                       {215, 76, 109},
                                       {232, 96, 104},
                                       {245, 117, 101},
                                       {247, 142, 107},
                                       {248, 167, 118},
                                       {250, 193, 137},
                                       {252, 219, 164},
                                       {254, 240, 199}}};

}  // namespace

colour colour_of_heat(std::uint32_t level) {
  level = std::min(level, 255u);
  const std::uint32_t k = std::min(level * 16 / 255, 15u), part = level * 16 - k * 255;
  colour out;
  for (std::size_t c = 0; c < 3; ++c)
    out[c] = static_cast<std::uint8_t>((heat[k][c] * (255 - part) + heat[k + 1][c] * part + 127) / 255);
  return out;
}

raster::raster(std::size_t height, std::size_t width, colour ground)
    : image_{{static_cast<std::uint32_t>(height), static_cast<std::uint32_t>(width), 3}, {}} {
  image_.pixels.resize(image_.shape.size());
  box(0, 0, height, width, ground);
}

void raster::box(std::size_t top, std::size_t left, std::size_t height, std::size_t width, colour fill) {
  const std::size_t right = std::min(left + width, this->width()),
                    bottom = std::min(top + height, this->height());
  for (std::size_t y = top; y < bottom; ++y)
    for (std::size_t x = left; x < right; ++x)
      std::ranges::copy(fill,
                        image_.pixels.begin() + static_cast<std::ptrdiff_t>((y * this->width() + x) * 3));
}

void raster::text(std::size_t top, std::size_t left, std::string_view what, std::size_t size, colour ink) {
  for (std::size_t i = 0; i < what.size(); ++i) {
    const auto capital = static_cast<char>(std::toupper(static_cast<unsigned char>(what[i])));
    const auto* const shape = std::ranges::find(letters, capital, &letter::of);
    if (shape == std::end(letters)) continue;
    for (std::size_t y = 0; y < 7; ++y)
      for (std::size_t x = 0; x < 5; ++x)
        if ((shape->rows[y] >> (4 - x) & 1) != 0)
          box(top + y * size, left + (6 * i + x) * size, size, size, ink);
  }
}

}  // namespace ansatz::experiment
