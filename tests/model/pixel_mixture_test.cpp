#include <gtest/gtest.h>

#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/model/softmax.hpp>
#include <array>
#include <cmath>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<pixel_mixture_model>);
constexpr std::int32_t one = 1 << 24;  // 128 grey values

/// Edges half a grey value below, but for a value 64 that is three wide.
pixel_scale made(std::vector<std::uint8_t> atoms) {
  pixel_scale s;
  std::int64_t edge = -one / 256;
  for (std::size_t v = 0; v < 257; ++v) {
    s.edges[v] = static_cast<std::int32_t>(edge);
    edge += v == 64 ? 3 * one / 128 : one / 128;
  }
  s.atoms = std::move(atoms);
  return s;
}
const pixel_scale plain = made({}), piled = made({0, 255, 254});
const std::array<logistic_parameters, 2> parts{{{one / 2, 20 << 16}, {one, 3 << 16}}};
constexpr std::uint32_t all = 1u << 30;

TEST(pixel_mixture_model, has_the_masses_of_its_parts) {
  const std::array<std::uint32_t, 6> weights{all / 4, all / 4, all / 8, all / 8, all / 8, all / 8};
  const pixel_mixture_model m{piled, parts, weights, 31};
  const auto cdf = [](double x, double mean, double inverse) {
    return 1 / (1 + std::exp(-(x - mean) * inverse));
  };
  for (std::uint32_t v = 0; v < 256; ++v) {
    double expected = 1.0 / 8 / 256 + (v == 0 || v == 255 || v == 254 ? 1.0 / 8 : 0);
    for (const auto& [mean, inverse] : {std::pair{0.5, 20.0}, {1.0, 3.0}}) {
      const double low = v == 0 ? 0 : cdf(piled.edges[v] * 0x1p-24, mean, inverse),
                   high = v == 255 ? 1 : cdf(piled.edges[v + 1] * 0x1p-24, mean, inverse);
      expected += (high - low) / 4;
    }
    EXPECT_NEAR(m.interval_of(static_cast<std::uint8_t>(v)).freq * 0x1p-31, expected, 2e-6) << v;
  }
}

TEST(pixel_mixture_model, tiles_at_ordinary_and_at_extreme_parameters) {
  const auto symbols = testing::range<std::uint8_t>(0, 255);
  for (const std::int32_t mean : {INT32_MIN, -one, 0, INT32_MAX})
    for (const std::uint32_t inverse : {1u, 1u << 16, 1u << 30})
      for (const std::uint32_t atom : {0u, 1u, all})
        for (const unsigned bits : {8u, 16u, 24u, 31u}) {
          const std::array<logistic_parameters, 1> part{{{mean, inverse}}};
          const std::array<std::uint32_t, 5> weights{(all - atom) / 2, 0, atom, 0,
                                                     all - atom - (all - atom) / 2};
          ASSERT_EQ(testing::tiling_violation(pixel_mixture_model{piled, part, weights, bits}, symbols), "");
        }
}

TEST(pixel_mixture_model, refuses_what_it_cannot_be) {
  const auto of = [](std::vector<logistic_parameters> p, std::vector<std::uint32_t> weights, unsigned bits) {
    return pixel_mixture_model{plain, p, weights, bits}.total();
  };
  EXPECT_NO_THROW(of({}, {all}, 8));
  EXPECT_THROW(of({}, {all}, 7), domain_error);
  EXPECT_THROW(of({}, {}, 16), domain_error);
  EXPECT_THROW(of({}, {all - 1}, 16), domain_error);
  EXPECT_THROW(of({{0, 1}}, {all}, 16), domain_error);
  EXPECT_THROW(of({{0, 0}}, {all, 0}, 16), domain_error);
  EXPECT_THROW(of({{0, (1u << 30) + 1}}, {all, 0}, 16), domain_error);
  pixel_scale flat = plain;
  EXPECT_NO_THROW(flat.check());
  flat.edges[7] = flat.edges[6];
  EXPECT_THROW(flat.check(), domain_error);
  EXPECT_THROW(made({3, 4, 3}).check(), domain_error);
}

}  // namespace
}  // namespace ansatz
