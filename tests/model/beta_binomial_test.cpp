#include <gtest/gtest.h>

#include <ansatz/model/beta_binomial.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

#include "arithmetic_modes.hpp"
#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<beta_binomial_model>);
constexpr std::int32_t q16(double x) { return static_cast<std::int32_t>(x * 65536); }

using real = boost::multiprecision::cpp_bin_float_50;

/// KL(exact || model), bits.
real divergence(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta, unsigned bits) {
  const beta_binomial_model m{n, log_alpha, log_beta, bits};
  const real a = exp(real{log_alpha} / 65536), b = exp(real{log_beta} / 65536);
  const auto log_beta_function = [](const real& x, const real& y) {
    return boost::math::lgamma(x) + boost::math::lgamma(y) - boost::math::lgamma(real{x + y});
  };
  real sum = 0;
  for (std::uint32_t k = 0; k <= n; ++k) {
    const real choose = -log(real{n + 1}) - log_beta_function(real{n - k + 1}, real{k + 1});
    const real p = exp(choose + log_beta_function(real{k + a}, real{n - k + b}) - log_beta_function(a, b));
    sum += p * log(p / (real{m.interval_of(static_cast<std::uint8_t>(k)).freq} /
                        (real{2} * (std::uint64_t{1} << (bits - 1)))));
  }
  return sum / log(real{2});
}

/// Each mass is 1 + floor(F(k + 1) m) - floor(F(k) m) with m = 2^bits - n - 1, more than p m, so the
/// divergence is less than -log2(1 - (n + 1) / 2^bits).
real floor_cost(std::uint32_t n, unsigned bits) {
  return -log(1 - (n + real{1}) / (std::uint64_t{1} << bits)) / log(real{2});
}

TEST(beta_binomial_model, loses_no_more_than_its_floor) {
  for (const auto& [a, b] : std::vector<std::pair<double, double>>{{0, 0},
                                                                   {12, 2},
                                                                   {2, 12},
                                                                   {-3, 4},
                                                                   {-5, -5},
                                                                   {1, 1},
                                                                   {5, 5},
                                                                   {-12, -12},
                                                                   {-9, 0.5},
                                                                   {9, 9},
                                                                   {30, 30},
                                                                   {-30, -30},
                                                                   {30, -30},
                                                                   {-30, 30},
                                                                   {28, 24},
                                                                   {-30, -29}})
    EXPECT_LT(divergence(255, q16(a), q16(b), 24), floor_cost(255, 24)) << a << ' ' << b;
  for (const std::uint32_t n : {1u, 3u, 8u, 17u, 100u, 254u})
    EXPECT_LT(divergence(n, q16(3), q16(2), 24), floor_cost(n, 24)) << n;
}

/// The mass of 0 at a tiny alpha = beta is half: the sums lose nothing where the factors are tiny.
TEST(beta_binomial_model, is_symmetric_at_tiny_parameters) {
  for (const std::uint32_t n : {255u, 250u, 100u, 9u})
    for (const double tiny : {-30.0, -20.0, -10.0}) {
      const auto cdf = beta_binomial_cdf(n, q16(tiny), q16(tiny), 31);
      EXPECT_NEAR(cdf[1], cdf[n + 1] - cdf[n], 16) << n << ' ' << tiny;
    }
}

TEST(beta_binomial_model, clamps_the_logarithms_at_thirty) {
  const auto cdf = [](std::int32_t a, std::int32_t b) { return beta_binomial_cdf(255, a, b, 24); };
  EXPECT_EQ(cdf(INT32_MAX, q16(28)), cdf(q16(30), q16(28)));
  EXPECT_EQ(cdf(q16(-2), INT32_MIN), cdf(q16(-2), q16(-30)));
  EXPECT_NE(cdf(q16(30), q16(28)), cdf(q16(29.5), q16(28)));
}

TEST(beta_binomial_model, tiles_at_ordinary_and_at_extreme_parameters) {
  const auto symbols = testing::range<std::uint8_t>(0, 255);
  for (const std::int32_t a : {INT32_MIN, q16(-30), q16(-3), 0, q16(2), q16(12), q16(30), INT32_MAX})
    for (const std::int32_t b : {INT32_MIN, q16(-30), q16(-3), 0, q16(2), q16(12), q16(30), INT32_MAX})
      for (const unsigned bits : {9u, 14u, 24u, 31u})
        ASSERT_EQ(testing::tiling_violation(beta_binomial_model{255, a, b, bits}, symbols), "")
            << a << ' ' << b << ' ' << bits;
  for (std::uint32_t n = 0; n < 255; ++n)
    for (const std::int32_t a : {q16(-30), q16(-1), 0, q16(3), q16(30)})
      ASSERT_EQ(testing::tiling_violation(beta_binomial_model{n, a, q16(1), 24},
                                          testing::range<std::uint8_t>(0, static_cast<std::uint8_t>(n))),
                "")
          << n << ' ' << a;
}

TEST(beta_binomial_model, leaves_every_symbol_possible) {
  const beta_binomial_model m{255, q16(12), q16(2), 14};
  for (std::uint32_t x = 0; x <= 255; ++x) EXPECT_GE(m.interval_of(static_cast<std::uint8_t>(x)).freq, 1u);
}

TEST(beta_binomial_model, refuses_what_it_cannot_be) {
  EXPECT_THROW((beta_binomial_model{255, 0, 0, 8}), domain_error);
  EXPECT_THROW((beta_binomial_model{256, 0, 0, 24}), domain_error);
  EXPECT_THROW((beta_binomial_model{100, 0, 0, 9}.interval_of(101)), domain_error);
}

TEST(beta_binomial_model, refuses_a_processor_that_computes_otherwise) {
  const beta_binomial_model m{255, q16(0.3), q16(-1.2), 24};
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW((void)m.interval_of(7), error) << mode.name;
      EXPECT_THROW((void)m.find(12345), error) << mode.name;
      EXPECT_THROW((void)beta_binomial_cdf(100, 0, 0, 20), error) << mode.name;
    });
  EXPECT_NO_THROW((void)m.interval_of(7));
}

}  // namespace
}  // namespace ansatz
