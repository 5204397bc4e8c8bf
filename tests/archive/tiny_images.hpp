#pragma once
#include <ansatz/io/image.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>

namespace ansatz::testing {

/// Images of noise below `values`, brighter to the right.
inline image_set noisy_images(std::uint64_t count, image_shape shape, std::uint64_t values) {
  image_set out;
  std::uint64_t i = 0;
  for (std::uint64_t n = 0; n < count; ++n) {
    image& x = out.emplace_back(image{shape, {}});
    for (std::uint64_t p = 0; p < shape.size(); ++p, ++i) {
      const std::uint64_t column = p / shape.channels % shape.width, noise = supply::seeded(8).word(i) >> 20;
      x.pixels.push_back(static_cast<std::uint8_t>(noise % (1 + (values - 1) * (column + 1) / shape.width)));
    }
  }
  return out;
}

}  // namespace ansatz::testing
