#include <adaptive_pixels/private/plane_walker.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>

namespace ansatz::detail {
namespace {

using offset = std::array<int, 2>;  // rows below, columns to the right
constexpr std::size_t levels_seen = 12;
constexpr std::array<offset, 12> missed_here{{{0, -1},
                                              {-1, 0},
                                              {-1, 1},
                                              {-1, -1},
                                              {0, -2},
                                              {-2, 0},
                                              {-1, 2},
                                              {-2, 1},
                                              {-1, -2},
                                              {-2, -1},
                                              {0, -3},
                                              {-3, 0}}};
constexpr std::array<offset, 6> missed_before{{{0, 0}, {0, -1}, {0, 1}, {-1, 0}, {1, 0}, {1, 1}}};

/// ln(x + 1/16), Q8, of a number of 256ths.
std::int64_t logarithm(std::int64_t x) {
  return (natural_logarithm(static_cast<std::uint64_t>(x + 16)) - natural_logarithm(256)) >> 16;
}

}  // namespace

std::size_t inputs_of_view(std::size_t planes_before, bool blended) {
  return levels_seen + missed_here.size() + (blended ? most_fits + 1 : 0) + 8 +
         planes_before * (missed_before.size() + 4);
}

level_view plane_walker::view(const pixel& p) const {
  level_view v;
  v.mean = p.mean + p.bias;
  v.unit = std::max(26, p.distance);
  v.inverse = (std::int64_t{1} << 24) / v.unit;
  const auto add = [&](std::int64_t difference) { v.add(difference * v.inverse >> 16); };  // in 1/256

  for (std::size_t i = 0; i < levels_seen; ++i) add(p.here[distances_[i]] * 256 - v.mean);
  for (const auto& [down, right] : missed_here) add(missed(p, down, right) * 4);
  if (how_.blended) {
    for (const std::int32_t fit : p.fits) add(fit - v.mean);
    v.add(logarithm(p.spread) - logarithm(v.unit));
  }
  add(p.bias);
  // How near the ends are.
  add(v.mean);
  add(255 * 256 - v.mean);
  v.add((v.mean >> 7) - 256);
  // How much is missed around, near and far, and in other planes.
  std::int64_t around = 0;
  for (int down = -3; down <= 0; ++down)
    for (int right = -3; right <= (down < 0 ? 3 : -1); ++right) around += std::abs(missed(p, down, right));
  v.add(logarithm(around / 6) - logarithm(v.unit));  // 24 of them, in 1/64
  v.add(logarithm(v.unit));
  v.add(logarithm(p.energy / 4) - logarithm(v.unit));
  v.add(logarithm(p.activity) - logarithm(v.unit));
  for (const known_plane& of : before_) {
    for (const auto& [down, right] : missed_before)
      add(missed(of, p.y + static_cast<std::size_t>(down), p.x + static_cast<std::size_t>(right)) * 4);
    const std::uint8_t* there = of.levels.at(p.y, p.x);
    const std::ptrdiff_t row = of.levels.distance(1, 0);
    for (const std::ptrdiff_t to : {std::ptrdiff_t{-1}, -row, std::ptrdiff_t{1}, row})
      add((there[to] - there[0]) * 256);
  }
  return v;
}

}  // namespace ansatz::detail
