#include <adaptive_pixels/adaptive_pixels.hpp>
#include <adaptive_pixels/private/plane_walk.hpp>
#include <array>
#include <cstddef>
#include <vector>

namespace ansatz {

image walk_of_pixels(image_shape shape, adaptive_pixels_settings how, const image* known,
                     const decider& decide) {
  const adaptive_pixels_codec checked{shape};
  image out{shape, std::vector<std::uint8_t>(shape.size())};
  // Green tells most of the others.
  constexpr std::array<std::size_t, 3> order{1, 0, 2};
  const std::size_t channels = shape.channels, pixels = shape.size() / channels;
  std::vector<detail::known_plane> done;
  done.reserve(channels);
  std::vector<std::uint8_t> truth(known != nullptr ? pixels : 0);
  for (std::size_t k = 0; k < channels; ++k) {
    const std::size_t channel = channels == 1 ? 0 : order[k];
    for (std::size_t i = 0; i < truth.size(); ++i) truth[i] = known->pixels[i * channels + channel];
    done.push_back(detail::walk_of_plane(shape.height, shape.width, done, how,
                                         known != nullptr ? truth.data() : nullptr, decide));
    const detail::padded_plane& levels = done.back().levels;
    for (std::size_t y = 0; y < shape.height; ++y)
      for (std::size_t x = 0; x < shape.width; ++x)
        out.pixels[(y * shape.width + x) * channels + channel] = *levels.at(y, x);
  }
  return out;
}

}  // namespace ansatz
