#include "picture.hpp"

#include <common/raster.hpp>
#include <cstddef>

namespace ansatz::experiment {
namespace {

constexpr std::size_t side = 140, gap = 10;  // five pixels one of the image's

}  // namespace

image picture_of(const std::vector<resampled_image>& images) {
  raster to{2 * side + 3 * gap, images.size() * (side + gap) + gap, {255, 255, 255}};
  std::size_t left = gap;
  for (const resampled_image& x : images) {
    const auto pixels = x.pixels();
    for (std::size_t y = 0; y < 28; ++y)
      for (std::size_t u = 0; u < 28; ++u) {
        const auto light = static_cast<std::uint8_t>(255 - pixels[28 * y + u]);
        to.box(gap + side / 28 * y, left + side / 28 * u, side / 28, side / 28, {light, light, light});
      }
    // The box of 20 x 20 is where it lies in the image: the square fills it.
    constexpr std::size_t box = side * 20 / 28;
    const auto cells = [](std::int32_t before) { return side / 28 * static_cast<std::size_t>(before + 28); };
    const std::size_t top = 2 * gap + cells(x.row), across = left + cells(x.column) - side;
    for (std::size_t y = 0; y < box; ++y)
      for (std::size_t u = 0; u < box; ++u) {
        const std::size_t r = y * x.side / box, c = u * x.side / box;
        if (r < x.top || c < x.left || r >= x.top + x.height || c >= x.left + x.width) continue;
        if (x.ink[(r - x.top) * x.width + c - x.left] != 0) to.box(top + y, across + u, 1, 1, {0, 0, 0});
      }
    left += side + gap;
  }
  return std::move(to).finished();
}

}  // namespace ansatz::experiment
