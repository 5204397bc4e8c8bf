#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/landscapes.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <vector>

namespace ansatz {
namespace {

using colour = std::array<std::int32_t, 3>;  // Q8 of a level

/// Smooth noise: random heights on a lattice, and between them what lies between.
class noise {
 public:
  explicit noise(std::uint64_t seed) : words_{supply::seeded(seed)} {}

  /// Of a place in 1/256 of a lattice cell: 0 to 65535.
  std::int32_t at(std::int64_t y, std::int64_t x) const {
    const std::int64_t row = y >> 8, column = x >> 8, down = eased(y & 255), right = eased(x & 255);
    const auto along = [&](std::int64_t r) {
      return (corner(r, column) * (65536 - right) + corner(r, column + 1) * right) >> 16;
    };
    return static_cast<std::int32_t>((along(row) * (65536 - down) + along(row + 1) * down) >> 16);
  }
  /// Octaves, each twice as fine and half as strong: -65536 to 65536. The first cell has 2^bits pixels.
  std::int32_t rough(std::int64_t y, std::int64_t x, int bits, int octaves) const {
    std::int64_t sum = 0;
    for (int k = 0; k < octaves; ++k) {
      const int cell = bits - k;
      const auto scaled = [&](std::int64_t n) {
        return (cell <= 8 ? n << (8 - cell) : n >> (cell - 8)) + std::int64_t{7919} * k;
      };
      sum += (at(scaled(y), scaled(x)) * 2 - 65536) >> (k + 1);
    }
    return static_cast<std::int32_t>(sum);
  }

 private:
  /// 3 t^2 - 2 t^3: Q8 to Q16.
  static std::int64_t eased(std::int64_t t) { return (768 - 2 * t) * t * t / 256; }
  std::int64_t corner(std::int64_t row, std::int64_t column) const {
    return static_cast<std::int64_t>(words_.word((static_cast<std::uint64_t>(row & 0xffffff) << 24) |
                                                 static_cast<std::uint64_t>(column & 0xffffff)) >>
                                     48);
  }

  supply words_;
};

colour mixed(const colour& a, const colour& b, std::int64_t share) {  // Q16, of b
  colour out{};
  for (std::size_t c = 0; c < 3; ++c)
    out[c] =
        static_cast<std::int32_t>(a[c] + (b[c] - a[c]) * std::clamp<std::int64_t>(share, 0, 65536) / 65536);
  return out;
}

constexpr colour levels(std::int32_t r, std::int32_t g, std::int32_t b) {
  return {r * 256, g * 256, b * 256};
}

/// What a camera looks at.
class scene {
 public:
  scene(std::uint32_t height, std::uint32_t width, std::uint64_t seed)
      : height_{height}, ground_{3 * seed + 1}, air_{3 * seed + 2} {
    for (std::size_t k = 0; k < ridges; ++k) {
      auto& ridge = ridges_.emplace_back();
      for (std::uint32_t x = 0; x < width; ++x)
        ridge.push_back(std::int64_t{height} * static_cast<std::int64_t>(30 + 14 * k) / 100 +
                        std::int64_t{height} * ground_.rough(static_cast<std::int64_t>(k) * 9973, x, 7, 6) /
                            65536 / static_cast<std::int64_t>(4 + 2 * k));
    }
  }

  colour at(std::uint32_t y, std::uint32_t x) const {
    colour c = sky(y, x);
    for (std::size_t k = 0; k < ridges; ++k)
      if (y >= ridges_[k][x]) c = hill(k, y, x);
    return c;
  }

 private:
  static constexpr std::size_t ridges = 5;

  colour sky(std::uint32_t y, std::uint32_t x) const {
    const colour blue =
        mixed(levels(96, 140, 206), levels(206, 219, 232), std::int64_t{y} * 131072 / height_);
    return mixed(blue, levels(244, 243, 240),
                 (std::int64_t{air_.rough(std::int64_t{y} * 2, x, 8, 7)} - 6000) * 3);
  }
  /// The farther, the bluer; the nearest is a meadow.
  colour hill(std::size_t k, std::uint32_t y, std::uint32_t x) const {
    const std::int64_t near = static_cast<std::int64_t>(k) * 65536 / static_cast<std::int64_t>(ridges - 1);
    const colour base = mixed(levels(142, 160, 186), levels(72, 100, 40), near);
    const std::int64_t light =
        65536 +
        near * ground_.rough(std::int64_t{y} * 3 + static_cast<std::int64_t>(k) * 4001, x, 6, 6) / 65536;
    colour out{};
    for (std::size_t c = 0; c < 3; ++c) out[c] = static_cast<std::int32_t>(base[c] * light / 65536);
    return out;
  }

  std::uint32_t height_;
  noise ground_, air_;
  std::vector<std::vector<std::int64_t>> ridges_;  // where each begins, from above
};

}  // namespace

image drawn_landscape(std::uint32_t height, std::uint32_t width, std::uint64_t seed, bool mosaic) {
  image out{{height, width, 3}, {}};
  if (out.shape.size() == 0 || out.shape.size() > 3u << 28)
    throw domain_error("landscapes: 1 to 2^28 pixels");
  const scene seen{height, width, seed};
  const supply grain = supply::seeded(~seed);
  out.pixels.reserve(out.shape.size());
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x) {
      const colour c = seen.at(y, x);
      for (std::size_t channel = 0; channel < 3; ++channel) {
        // A sum of four small random numbers, some two levels wide.
        const std::uint64_t word = grain.word(out.pixels.size());
        const std::int32_t shift = static_cast<std::int32_t>((word & 511) + (word >> 9 & 511) +
                                                             (word >> 18 & 511) + (word >> 27 & 511)) -
                                   1022;
        out.pixels.push_back(static_cast<std::uint8_t>(std::clamp((c[channel] + shift + 128) >> 8, 0, 255)));
      }
    }
  if (!mosaic) return out;
  const image full = out;
  const auto has = [](std::int64_t y, std::int64_t x, std::int64_t channel) {
    return channel == (y % 2 == x % 2 ? (y % 2 == 0 ? 0 : 2) : 1);
  };
  for (std::int64_t y = 0; y < height; ++y)
    for (std::int64_t x = 0; x < width; ++x)
      for (std::int64_t channel = 0; channel < 3; ++channel) {
        if (has(y, x, channel)) continue;
        std::uint32_t sum = 0, count = 0;
        for (std::int64_t v = std::max<std::int64_t>(0, y - 1);
             v <= std::min<std::int64_t>(y + 1, height - 1); ++v)
          for (std::int64_t u = std::max<std::int64_t>(0, x - 1);
               u <= std::min<std::int64_t>(x + 1, width - 1); ++u)
            if (has(v, u, channel)) {
              sum += full.pixels[static_cast<std::size_t>((v * width + u) * 3 + channel)];
              ++count;
            }
        if (count > 0)
          out.pixels[static_cast<std::size_t>((y * width + x) * 3 + channel)] =
              static_cast<std::uint8_t>((sum + count / 2) / count);
      }
  return out;
}

}  // namespace ansatz
