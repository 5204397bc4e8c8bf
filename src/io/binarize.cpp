#include <algorithm>
#include <ansatz/io/binarize.hpp>
#include <array>
#include <cstddef>
#include <ieee_arithmetic.hpp>
#include <random>

namespace ansatz {
namespace {

/// Bits for one number after another.
class binarizer {
 public:
  explicit binarizer(std::uint32_t seed) : random_{seed} {
    require_ieee_arithmetic();
    // A draw is m / 2^53 with an integer m. limit[v] is the number of m with m / 2^53 < fl(v / 255); the
    // quotient and its product with 2^53 are the same in every IEEE arithmetic, and the product's integer
    // part is exact.
    for (std::size_t v = 0; v < 256; ++v) {
      const double scaled = static_cast<double>(v) / 255.0 * 0x1p53;
      const auto whole = static_cast<std::uint64_t>(scaled);
      limit_[v] = whole + (static_cast<double>(whole) < scaled ? 1 : 0);
    }
  }
  std::uint8_t operator()(std::uint8_t v) {
    const std::uint64_t high = random_() >> 5;
    const std::uint64_t low = random_() >> 6;
    return (high << 26) + low < limit_[v] ? 1 : 0;
  }

 private:
  std::array<std::uint64_t, 256> limit_;
  std::mt19937 random_;
};

}  // namespace

std::vector<std::uint8_t> binarize(std::span<const std::uint8_t> pixels, std::uint32_t seed) {
  binarizer bit{seed};
  std::vector<std::uint8_t> out;
  out.reserve(pixels.size());
  for (const std::uint8_t v : pixels) out.push_back(bit(v));
  return out;
}

image_set binarized(image_set images, std::uint32_t seed) {
  binarizer bit{seed};
  for (image& i : images)
    for (std::uint8_t& v : i.pixels) v = bit(v);
  return images;
}

bool is_binary(const image_set& images) {
  return std::ranges::all_of(images, [](const image& i) {
    return std::ranges::all_of(i.pixels, [](std::uint8_t v) { return v <= 1; });
  });
}

}  // namespace ansatz
