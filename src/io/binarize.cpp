#include <ansatz/io/binarize.hpp>
#include <array>
#include <cstddef>
#include <random>

namespace ansatz {

std::vector<std::uint8_t> binarize(std::span<const std::uint8_t> pixels, std::uint32_t seed) {
  // A draw is m / 2^53 with an integer m. limit[v] is the number of m with m / 2^53 < fl(v / 255); the
  // quotient and its product with 2^53 are the same in every IEEE arithmetic, and the product's integer part
  // is exact.
  std::array<std::uint64_t, 256> limit;
  for (std::size_t v = 0; v < 256; ++v) {
    const double scaled = static_cast<double>(v) / 255.0 * 0x1p53;
    const auto whole = static_cast<std::uint64_t>(scaled);
    limit[v] = whole + (static_cast<double>(whole) < scaled ? 1 : 0);
  }
  std::mt19937 random{seed};
  std::vector<std::uint8_t> out;
  out.reserve(pixels.size());
  for (const std::uint8_t v : pixels) {
    const std::uint64_t high = random() >> 5;
    const std::uint64_t low = random() >> 6;
    out.push_back((high << 26) + low < limit[v] ? 1 : 0);
  }
  return out;
}

}  // namespace ansatz
