#include <gtest/gtest.h>

#include <ansatz/model/logistic_mixture.hpp>
#include <array>
#include <cmath>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<logistic_mixture_model>);
constexpr std::int32_t one = 1 << 24;
const bucket_set integers = integer_buckets(256);
const std::array<logistic_component, 3> three{
    {{-40 * one, 1 << 14, 1 << 15}, {10 * one, 1 << 16, 1 << 14}, {90 * one, 1 << 12, 1 << 14}}};

TEST(logistic_mixture_model, has_the_masses_of_its_parts) {
  const logistic_mixture_model m{integers, three, 31};
  const auto cdf = [](double x) {
    const auto part = [x](double mean, double scale) { return 1 / (1 + std::exp(-(x - mean) / scale)); };
    return part(-40, 4) / 2 + part(10, 1) / 4 + part(90, 16) / 4;
  };
  for (int i = 1; i < 255; ++i)
    EXPECT_NEAR(m.interval_of(static_cast<std::uint32_t>(i)).freq / 2147483648.0,
                cdf(i - 127.5) - cdf(i - 128.5), 2e-6)
        << i;
}

TEST(logistic_mixture_model, of_one_part_is_that_part) {
  const std::array<logistic_component, 1> alone{{{7 * one, 1 << 15, 1 << 16}}};
  const logistic_mixture_model mixture{integers, alone, 24};
  const floored_logistic_model part{integers, {7 * one, 1 << 15}, 24};
  for (std::uint32_t x = 0; x < 256; ++x) EXPECT_EQ(mixture.interval_of(x), part.interval_of(x));
}

TEST(logistic_mixture_model, tiles_at_ordinary_and_at_extreme_parameters) {
  const auto symbols = testing::range<std::uint32_t>(0, 255);
  for (const std::int32_t mean : {INT32_MIN, -one, 0, INT32_MAX})
    for (const std::uint32_t inverse : {1u, 1u << 16, 1u << 30})
      for (const std::uint32_t weight : {0u, 1u, 1u << 15, 1u << 16})
        for (const unsigned bits : {8u, 16u, 31u}) {
          const std::array<logistic_component, 2> parts{
              {{mean, inverse, weight}, {one, 1 << 14, (1u << 16) - weight}}};
          ASSERT_EQ(testing::tiling_violation(logistic_mixture_model{integers, parts, bits}, symbols), "");
        }
}

TEST(logistic_mixture_model, refuses_what_it_cannot_be) {
  const auto of = [](std::vector<logistic_component> parts, unsigned bits) {
    return logistic_mixture_model{integers, parts, bits}.total();
  };
  EXPECT_THROW(of({}, 16), domain_error);
  EXPECT_THROW(of({{0, 1, 1}}, 16), domain_error);
  EXPECT_THROW(of({{0, 1, 1u << 16}, {0, 1, 1}}, 16), domain_error);
  EXPECT_THROW(of({{0, 0, 1u << 16}}, 16), domain_error);
  EXPECT_THROW(of({{0, (1u << 30) + 1, 1u << 16}}, 16), domain_error);
  EXPECT_THROW(of({{0, 1, 1u << 16}}, 7), domain_error);
  EXPECT_THROW((logistic_mixture_model{integers, three, 16}.interval_of(256)), domain_error);
}

}  // namespace
}  // namespace ansatz
