#include <algorithm>
#include <ansatz/io/digits.hpp>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <span>
#include <vector>

namespace ansatz {
namespace {

struct point {
  std::int32_t x, y;
};
/// Quadratic Bezier curves end to end: an end point, then control point and end point in turn. Hundredths of
/// the box.
using stroke = std::vector<point>;
using shape = std::vector<stroke>;

/// Ways to write each digit.
const std::array<std::vector<shape>, 10>& shapes() {
  static const std::array<std::vector<shape>, 10> all{{
      {{{{50, 0}, {92, 0}, {88, 50}, {84, 100}, {48, 100}, {10, 100}, {12, 50}, {14, 0}, {50, 0}}},
       {{{62, 6}, {20, -8}, {14, 52}, {12, 104}, {52, 99}, {94, 90}, {86, 40}, {78, 0}, {50, 4}}}},
      {{{{54, 0}, {52, 50}, {48, 100}}}, {{{32, 22}, {46, 12}, {55, 0}, {52, 50}, {50, 100}}}},
      {{{{14, 25}, {20, 0}, {52, 0}, {90, 0}, {82, 32}, {72, 62}, {12, 97}, {50, 92}, {92, 98}}},
       {{{16, 22},
         {30, -4},
         {58, 2},
         {88, 12},
         {70, 48},
         {50, 80},
         {26, 92},
         {4, 98},
         {16, 80},
         {34, 66},
         {92, 98}}}},
      {{{{15, 8}, {50, -8}, {78, 12}, {94, 40}, {44, 47}, {98, 52}, {80, 85}, {55, 112}, {10, 88}}},
       {{{12, 4}, {60, 2}, {84, 4}, {62, 24}, {44, 40}, {96, 42}, {84, 78}, {60, 112}, {12, 92}}}},
      {{{{58, 0}, {36, 40}, {8, 62}, {50, 63}, {95, 60}}, {{72, 28}, {69, 65}, {64, 100}}},
       {{{20, 2}, {16, 30}, {16, 52}, {50, 56}, {86, 48}}, {{84, 0}, {80, 50}, {76, 100}}}},
      {{{{86, 3}, {56, 2}, {30, 4}, {25, 24}, {23, 45}, {82, 28}, {84, 68}, {80, 110}, {12, 92}}}},
      {{{{70, 0}, {16, 30}, {16, 72}, {20, 104}, {55, 98}, {92, 88}, {78, 60}, {55, 42}, {20, 74}}},
       {{{52, 0}, {24, 50}, {20, 76}, {28, 102}, {56, 98}, {90, 86}, {66, 62}, {44, 54}, {22, 82}}}},
      {{{{10, 8}, {50, 5}, {88, 5}, {62, 45}, {42, 100}}},
       {{{12, 10}, {50, 2}, {86, 6}, {66, 45}, {48, 100}}, {{32, 52}, {54, 49}, {76, 50}}}},
      {{{{75, 15},
         {45, -12},
         {25, 15},
         {14, 38},
         {50, 48},
         {98, 65},
         {72, 92},
         {45, 110},
         {22, 88},
         {8, 65},
         {52, 46},
         {84, 30},
         {75, 15}}}},
      {{{{80, 22}, {46, -12}, {22, 20}, {14, 52}, {50, 52}, {80, 46}, {80, 18}, {82, 60}, {68, 100}}},
       {{{78, 20}, {48, -8}, {24, 18}, {16, 54}, {54, 48}, {76, 40}, {78, 16}, {76, 60}, {74, 100}}}},
  }};
  return all;
}

/// The numbers that image `index` is drawn with, one after another.
class draws {
 public:
  draws(std::uint64_t index, std::uint64_t seed) : words_{supply::seeded(supply::seeded(seed).word(index))} {}
  /// Uniform on low..high.
  std::int32_t between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>((words_.word(next_++) >> 32) %
                                           static_cast<std::uint64_t>(high - low + 1));
  }
  /// Bell-shaped on -reach..reach.
  std::int32_t around(std::int32_t reach) {
    return (between(-reach, reach) + between(-reach, reach) + between(-reach, reach)) / 3;
  }

 private:
  supply words_;
  std::uint64_t next_ = 0;
};

/// Ink of a round pen at p (256ths of a pixel): full within the inner radius, fading to none at the outer
/// one.
void dab(std::span<std::uint8_t> image, point p, std::int32_t radius) {
  const std::int32_t outer = radius + 140, inner = std::max(radius - 110, 0);
  const std::int32_t outer2 = outer * outer, inner2 = inner * inner;
  const auto pixel = [](std::int32_t v) { return std::clamp(v >> 8, 0, 27); };
  for (std::int32_t y = pixel(p.y - outer); y <= pixel(p.y + outer); ++y)
    for (std::int32_t x = pixel(p.x - outer); x <= pixel(p.x + outer); ++x) {
      const std::int32_t dx = x * 256 + 128 - p.x, dy = y * 256 + 128 - p.y, d2 = dx * dx + dy * dy;
      if (d2 >= outer2) continue;
      const std::int32_t ink = d2 <= inner2 ? 255 : 255 * ((outer2 - d2) >> 4) / ((outer2 - inner2) >> 4);
      std::uint8_t& v = image[static_cast<std::size_t>(y) * 28 + static_cast<std::size_t>(x)];
      v = std::max(v, static_cast<std::uint8_t>(ink));
    }
}

void draw(std::span<std::uint8_t> image, std::uint64_t index, std::uint64_t seed) {
  draws d{index, seed};
  const auto digit = static_cast<std::uint8_t>(d.between(0, 9));
  const auto& ways = shapes()[digit];
  const shape& way = ways[static_cast<std::size_t>(d.between(0, static_cast<std::int32_t>(ways.size()) - 1))];
  const std::int32_t width = 44 + d.around(10),
                     height = 50 + d.around(5);                       // 256ths of a pixel for a hundredth
  const std::int32_t slant = 12 + d.around(55), tilt = d.around(25);  // of 256
  const std::int32_t radius = 230 + d.around(130);
  const point centre{14 * 256 + d.around(130), 14 * 256 + d.around(130)};
  const auto placed = [&](point p) {
    const std::int32_t x = (p.x - 50 + d.around(7)) * width, y = (p.y - 50 + d.around(7)) * height;
    return point{centre.x + x - y * slant / 256, centre.y + y + x * tilt / 256};
  };
  for (const stroke& s : way) {
    point from = placed(s[0]);
    for (std::size_t i = 1; i + 1 < s.size(); i += 2) {
      const point control = placed(s[i]), to = placed(s[i + 1]);
      constexpr std::int32_t steps = 32;
      for (std::int32_t t = 0; t <= steps; ++t) {
        const std::int32_t u = steps - t;
        const auto at = [&](std::int32_t a, std::int32_t b, std::int32_t c) {
          return (u * u * a + 2 * u * t * b + t * t * c) / (steps * steps);
        };
        dab(image, {at(from.x, control.x, to.x), at(from.y, control.y, to.y)}, radius);
      }
      from = to;
    }
  }
}

}  // namespace

std::uint8_t digit_label(std::uint64_t index, std::uint64_t seed) {
  return static_cast<std::uint8_t>(draws{index, seed}.between(0, 9));
}

idx_array digits(std::uint64_t count, std::uint64_t seed) {
  idx_array out{{count, 28, 28}, std::vector<std::uint8_t>(count * 784)};
  for (std::uint64_t i = 0; i < count; ++i) draw(std::span{out.data}.subspan(i * 784, 784), i, seed);
  return out;
}

image_set drawn_digit_images(std::uint64_t count, std::uint64_t seed) {
  image_set out(count, image{{28, 28, 1}, std::vector<std::uint8_t>(784)});
  for (std::uint64_t i = 0; i < count; ++i) draw(out[i].pixels, i, seed);
  return out;
}

}  // namespace ansatz
