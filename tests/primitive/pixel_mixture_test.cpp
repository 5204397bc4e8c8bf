#include <ansatz/primitive/pixel_mixture.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 24;
constexpr std::uint32_t all = 1u << 30;

const pixel_scale scale = [] {
  pixel_scale s;
  for (std::size_t v = 0; v < s.edges.size(); ++v)
    s.edges[v] = (static_cast<std::int32_t>(v) - 128) * (one / 128);
  s.atoms = {0, 255, 254};
  return s;
}();
const std::array<logistic_parameters, 2> parts{{{one / 2, 20 << 16}, {one, 3 << 16}}};
const std::array<std::uint32_t, 6> mixed{all / 2, all / 4, all / 8, 0, all / 16, all / 16};
ANSATZ_LAWS(pixel_mixture_of_ten_bits, pixel_mixture(scale, parts, mixed, 10),
            rc::gen::arbitrary<std::uint8_t>());
ANSATZ_LAWS(pixel_mixture_of_24_bits, pixel_mixture(scale, parts, mixed, 24),
            rc::gen::arbitrary<std::uint8_t>());

}  // namespace
}  // namespace ansatz
