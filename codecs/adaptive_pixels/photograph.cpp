#include <adaptive_pixels/photograph.hpp>
#include <algorithm>
#include <ansatz/stack/tally.hpp>
#include <array>
#include <cstdlib>

namespace ansatz {

bool is_interpolated(const image& x) {
  constexpr std::uint64_t fewest = 4096;  // pixels that tell anything
  const std::size_t width = x.shape.width, height = x.shape.height;
  if (x.shape.channels != 3 || std::uint64_t{width} * height < fewest || width < 4 || height < 4)
    return false;
  const auto at = [&](std::size_t row, std::size_t column, std::size_t channel) {
    return static_cast<int>(x.pixels[(row * width + column) * 3 + channel]);
  };
  const auto bend = [&](std::size_t row, std::size_t column, std::size_t channel) {
    return 4 * at(row, column, channel) - at(row, column - 1, channel) - at(row, column + 1, channel) -
           at(row - 1, column, channel) - at(row + 1, column, channel);
  };
  for (const std::size_t channel : {std::size_t{0}, std::size_t{2}}) {
    std::array<std::uint64_t, 4> sums{};  // by parities, each of as many pixels
    for (std::size_t row = 1; row + 1 < height - (height % 2); ++row)
      for (std::size_t column = 1; column + 1 < width - (width % 2); ++column)
        sums[row % 2 * 2 + column % 2] +=
            static_cast<std::uint64_t>(std::abs(bend(row, column, channel) - bend(row, column, 1)));
    const auto [least, most] = std::ranges::minmax(sums);
    if (most * 20 > least * 23) return true;
  }
  return false;
}

bool looks_drawn(const image& x) {
  const std::size_t channels = x.shape.channels, width = x.shape.width, row = width * channels;
  const auto same = [&](std::size_t i, std::size_t j) {
    return std::equal(&x.pixels[i], &x.pixels[i] + channels, &x.pixels[j]);
  };
  std::uint64_t repeated = 0;
  for (std::size_t y = 0; y < x.shape.height; ++y)
    for (std::size_t k = 0; k < width; ++k) {
      const std::size_t i = y * row + k * channels;
      repeated += (k > 0 && same(i, i - channels)) || (y > 0 && same(i, i - row)) ? 1 : 0;
    }
  return 2 * repeated >= std::uint64_t{x.shape.width} * x.shape.height;
}

bool looks_like_noise(const image& x) {
  const std::size_t channels = x.shape.channels, row = x.shape.width * channels,
                    back = x.shape.width > 1 ? channels : row;
  std::uint64_t sum = 0, count = 0;
  for (std::size_t i = back; i < x.pixels.size(); ++i, ++count)
    sum += static_cast<std::uint64_t>(std::abs(x.pixels[i] - x.pixels[i - back]));
  return count > 0 && sum >= 32 * count;
}

picture_way way_of(const pixel_model& model, const image& x, bool blended) {
  constexpr std::uint64_t small = 4096, enough_pixels = 2048, few_levels = 64;
  const picture_way fits{pictures_by::fits, {.blended = blended, .parity = is_interpolated(x)}};
  const bool wide = x.shape.width > adaptive_pixels_codec::most_columns;
  std::vector<picture_way> others;
  if (wide || looks_drawn(x)) others.push_back({pictures_by::contexts});
  // A palette is worth it in no picture that is smaller.
  const bool grey = x.shape.channels == 1;
  if (std::uint64_t{x.shape.height} * x.shape.width >= enough_pixels &&
      palette_of(x, grey ? few_levels : 256))
    others.push_back({pictures_by::palette});
  if (looks_like_noise(x)) others.push_back({pictures_by::levels});
  // Where it takes no time.
  if (x.shape.size() < small && !blended)
    others.push_back({pictures_by::fits, {.blended = true, .parity = fits.settings.parity}});
  if (others.empty()) return fits;
  const auto cost = [&](const picture_way& way) {
    tally t;
    photograph_codec{model, x.shape, way}.push(t, x);
    return t.cost();
  };
  picture_way best = wide ? picture_way{pictures_by::contexts} : fits;
  bits least = cost(best);
  for (const picture_way& way : others)
    if (const bits b = cost(way); b < least) best = way, least = b;
  return best;
}

std::vector<image_shape> photograph_codec::strips_of(image_shape shape, const picture_way& way,
                                                     std::uint64_t most) {
  // Contexts take some thirty times as much memory.
  if (way.by == pictures_by::contexts || way.by == pictures_by::palette)
    most = std::max<std::uint64_t>(1, most / 16);
  const std::uint64_t pixels = std::uint64_t{shape.width} * shape.height,
                      count = std::clamp<std::uint64_t>((pixels + most - 1) / most, 1,
                                                        std::max(1u, shape.height));
  std::vector<image_shape> out;
  for (std::uint64_t k = 0; k < count; ++k) {
    const auto row = [&](std::uint64_t n) { return static_cast<std::uint32_t>(shape.height * n / count); };
    out.push_back({row(k + 1) - row(k), shape.width, shape.channels});
  }
  return out;
}

}  // namespace ansatz
