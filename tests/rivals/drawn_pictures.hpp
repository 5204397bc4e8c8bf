#pragma once
#include <algorithm>
#include <ansatz/io/image.hpp>
#include <ansatz/io/landscapes.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Pictures of any kind, drawn: what a codec of photographs must not fail on.
namespace ansatz::testing {

/// Uniform numbers below 2^32, one after another.
class drawn_numbers {
 public:
  explicit drawn_numbers(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  std::uint32_t operator()() { return static_cast<std::uint32_t>(words_.word(next_++)); }
  std::uint32_t below(std::uint32_t n) {
    return static_cast<std::uint32_t>(std::uint64_t{(*this)()} * n >> 32);
  }

 private:
  supply words_;
  std::uint64_t next_ = 0;
};

/// `of(row, column, channel)`.
template <class Of>
image drawn(std::uint32_t height, std::uint32_t width, std::uint32_t channels, Of of) {
  image x{{height, width, channels}, {}};
  for (std::uint32_t row = 0; row < height; ++row)
    for (std::uint32_t column = 0; column < width; ++column)
      for (std::uint32_t c = 0; c < channels; ++c)
        x.pixels.push_back(static_cast<std::uint8_t>(of(row, column, c)));
  return x;
}

inline image noise(image_shape s, std::uint64_t seed) {
  drawn_numbers random{seed};
  return drawn(s.height, s.width, s.channels, [&](auto...) { return random.below(256); });
}
inline image one_colour(image_shape s) {
  return drawn(s.height, s.width, s.channels, [](auto, auto, std::uint32_t c) { return 200 - 70 * c; });
}
inline image grey_of(const image& x) {
  return drawn(x.shape.height, x.shape.width, 1, [&](std::uint32_t y, std::uint32_t k, auto) {
    return x.pixels[(y * x.shape.width + k) * 3 + 1];
  });
}

/// A landscape in few colours: six by seven by six levels, each by the nearest, or dithered by an ordered pattern, or by errors that are passed on.
enum class dither { none, ordered, diffused };
inline image palette_picture(image_shape s, dither how, std::uint64_t seed) {
  image x = drawn_landscape(s.height, s.width, seed);
  constexpr std::array<int, 16> order{0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5};
  std::vector<int> error(std::size_t{s.width + 2} * (s.height + 1) * 3);
  for (std::uint32_t row = 0; row < s.height; ++row)
    for (std::uint32_t column = 0; column < s.width; ++column)
      for (std::uint32_t c = 0; c < 3; ++c) {
        std::uint8_t& level = x.pixels[(row * s.width + column) * 3 + c];
        const int steps = c == 1 ? 6 : 5;
        const auto at = [&](std::uint32_t down, std::uint32_t right) -> int& {
          return error[((row + down) * (s.width + 2) + column + right) * 3 + c];
        };
        int wanted = level * 16 * steps / 255;  // in 1/16 of a step
        if (how == dither::ordered) wanted += order[row % 4 * 4 + column % 4] - 8;
        if (how == dither::diffused) wanted += at(0, 1) / 16;
        const int taken = std::clamp((wanted + 8) / 16, 0, steps), missed = wanted - 16 * taken;
        at(0, 2) += 7 * missed, at(1, 0) += 3 * missed, at(1, 1) += 5 * missed, at(1, 2) += missed;
        level = static_cast<std::uint8_t>(taken * 255 / steps);
      }
  return x;
}

/// Lines of strokes like letters, 0 on 1.
inline std::vector<std::uint8_t> strokes(std::uint32_t height, std::uint32_t width, std::uint64_t seed) {
  drawn_numbers random{seed};
  std::vector<std::uint8_t> page(std::size_t{height} * width, 1);
  for (std::uint32_t line = 8; line + 14 < height; line += 20)
    for (std::uint32_t left = 10; left + 12 < width; left += random.below(7) == 0 ? 16 : 9) {
      const std::uint32_t parts = random();
      for (std::uint32_t y = 0; y < 12; ++y)
        for (std::uint32_t x = 0; x < 7; ++x) {
          const bool ink = (parts & 1 && x < 2) || (parts & 2 && x > 4) || (parts & 4 && y < 2) ||
                           (parts & 8 && y > 9) || (parts & 16 && (y == 5 || y == 6)) ||
                           (parts & 32 && x + 1 >= y * 7 / 12 && x <= y * 7 / 12 + 1);
          if (ink) page[(line + y) * width + left + x] = 0;
        }
    }
  return page;
}
inline image bilevel_text(std::uint32_t height, std::uint32_t width, std::uint64_t seed) {
  const auto page = strokes(height, width, seed);
  return drawn(height, width, 1,
               [&](std::uint32_t y, std::uint32_t x, auto) { return 255 * page[y * width + x]; });
}
/// As a scanner sees it: blurred, on paper that is not quite white, with noise.
inline image scanned_text(image_shape s, std::uint64_t seed) {
  const auto page = strokes(s.height, s.width, seed);
  drawn_numbers random{seed + 1};
  return drawn(s.height, s.width, s.channels, [&](std::uint32_t y, std::uint32_t x, std::uint32_t c) {
    std::uint32_t sum = 0;
    for (std::uint32_t v = 0; v < 3; ++v)
      for (std::uint32_t u = 0; u < 3; ++u)
        sum += page[std::min(y + v, s.height - 1) * s.width + std::min(x + u, s.width - 1)];
    return 30 + sum * 22 + random.below(9) + 3 * c;
  });
}

/// Pictures by name, of about so many rows and columns.
inline std::vector<std::pair<std::string, image>> pictures_of_any_kind(std::uint32_t side) {
  std::vector<std::pair<std::string, image>> out;
  for (const std::uint32_t channels : {1u, 3u}) {
    const std::string in = channels == 1 ? ", grey" : ", colour";
    for (const image_shape s : {image_shape{1, 1, channels},
                                {1, 1000, channels},
                                {1000, 1, channels},
                                {7, 13, channels},
                                {side, side, channels}}) {
      const std::string size = std::to_string(s.height) + " by " + std::to_string(s.width) + in;
      const image hills = drawn_landscape(s.height, s.width, 3);
      out.emplace_back("landscape, " + size, channels == 1 ? grey_of(hills) : hills);
      out.emplace_back("noise, " + size, noise(s, 5));
      out.emplace_back("one colour, " + size, one_colour(s));
    }
    out.emplace_back("scanned text" + in, scanned_text({side, side, channels}, 7));
  }
  const image_shape colour{side, side, 3};
  out.emplace_back("few colours", palette_picture(colour, dither::none, 3));
  out.emplace_back("few colours, ordered", palette_picture(colour, dither::ordered, 3));
  out.emplace_back("few colours, diffused", palette_picture(colour, dither::diffused, 3));
  out.emplace_back("few greys, ordered", grey_of(palette_picture(colour, dither::ordered, 3)));
  out.emplace_back("few greys, diffused", grey_of(palette_picture(colour, dither::diffused, 3)));
  out.emplace_back("text in two levels", bilevel_text(side, side, 7));
  return out;
}

}  // namespace ansatz::testing
