#include <adaptive_pixels/private/plane_walker.hpp>
#include <algorithm>
#include <cstdlib>

namespace ansatz::detail {
namespace {

constexpr std::int64_t ln_2 = 11629080;  // Q24

/// Octaves of 1 + n / 256, in sixteenths / 16 to one, at most so many.
std::uint32_t octaves(std::int64_t n, std::int64_t sixteenths, std::uint32_t most) {
  const std::int64_t l = natural_logarithm(static_cast<std::uint64_t>(256 + n)) - natural_logarithm(256);
  return static_cast<std::uint32_t>(std::min<std::int64_t>(most, l * sixteenths / (16 * ln_2)));
}

}  // namespace

std::int32_t plane_walker::missed(const pixel& p, int down, int right) const {
  const auto y = static_cast<std::ptrdiff_t>(p.y) + down, x = static_cast<std::ptrdiff_t>(p.x) + right;
  if (y < 0 || x < 0 || x >= static_cast<std::ptrdiff_t>(width_)) return 0;
  return out_.missed[static_cast<std::size_t>(y) * width_ + static_cast<std::size_t>(x)];
}

void plane_walker::find_contexts(pixel& p) const {
  const auto size_of = [&](int down, int right) {
    return std::int64_t{std::abs(missed(p, down, right))} * 4;
  };
  p.energy = (12 * size_of(0, -1) + 10 * size_of(-1, 0) + 6 * size_of(-1, 1) + 6 * size_of(-1, -1) +
              3 * size_of(0, -2) + 3 * size_of(-2, 0)) /
             10;
  p.activity = p.spread * 3 / 2;
  if (!before_.empty()) {
    p.activity = 0;
    for (const known_plane& of : before_)
      p.activity += (4 * std::abs(missed(of, p.y, p.x)) + std::abs(missed(of, p.y, p.x + 1)) +
                     std::abs(missed(of, p.y + 1, p.x))) *
                    2;
    p.activity /= static_cast<std::int64_t>(before_.size());
  }
  level_contexts& around = p.around;
  around = {};
  around.energy = octaves(p.energy, 67, 31);
  around.activity = octaves(p.activity, 48, 15);
  around.parity = by_parity() ? p.parity : 0;
  const auto sign = [&](int down, int right) { return missed(p, down, right) > 0 ? 1u : 0u; };
  around.signs = sign(0, -1) | sign(-1, 0) << 1 | sign(-1, 1) << 2 | sign(-1, -1) << 3;
  for (unsigned i = 0; i < 8; ++i) around.shape |= (p.here[distances_[i]] * 256 > p.mean ? 1u : 0u) << i;
  if (before_.empty()) {
    around.difference = static_cast<std::uint32_t>(std::clamp(p.mean >> 8, 0, 255));
  } else {
    const std::int32_t m = missed(before_.back(), p.y, p.x);
    around.signs |= (m > 32 ? 1u << 4 : 0u) | (m < -32 ? 1u << 5 : 0u) | around.parity << 6;
    around.difference = static_cast<std::uint32_t>(std::clamp(p.there[1][0] - p.here[-1] + 256, 0, 511));
  }
}

void plane_walker::expect(pixel& p) {
  p.of_bias = {p.around.signs, p.around.shape, p.around.difference};
  std::int64_t bias = 0;
  for (std::size_t k = 0; k < p.of_bias.size(); ++k) bias += biases_[k][p.of_bias[k]].of(8);
  p.bias = static_cast<std::int32_t>(bias * 5 / 11);
  p.scale = &scales_[(p.around.energy * 16 + p.around.activity) * 4 + p.around.parity];
  p.distance = static_cast<std::int32_t>(p.scale->sum / p.scale->count);
  // As the expected level is used, within the range that fits have.
  p.bias = std::clamp(p.mean + p.bias, -20 * 256, 275 * 256) - p.mean;
}

}  // namespace ansatz::detail
