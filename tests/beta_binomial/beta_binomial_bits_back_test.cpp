#include <ansatz/model/beta_binomial.hpp>
#include <ansatz/testing/laws.hpp>
#include <beta_binomial/beta_binomial_bits_back.hpp>

#include "arithmetic_modes.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

std::int32_t q16(double x) { return static_cast<std::int32_t>(x * 65536); }
const binomial_grid& grid() {
  static const binomial_grid g{255};  // before the processor is set otherwise
  return g;
}
const auto counts = rc::gen::inRange(0u, 256u);

ANSATZ_LAWS(beta_binomial_bits_back_flat, beta_binomial_bits_back(grid(), 0, 0), counts);
ANSATZ_LAWS(beta_binomial_bits_back_sharp, beta_binomial_bits_back(grid(), q16(3), q16(2)), counts);
ANSATZ_LAWS(beta_binomial_bits_back_small, beta_binomial_bits_back(grid(), q16(-3), q16(-1)), counts);

double net(std::int32_t log_alpha, std::int32_t log_beta, std::uint32_t x) {
  metered s{rans_stack{}};
  beta_binomial_bits_back(grid(), log_alpha, log_beta).push(s, x);
  return static_cast<double>(s.net().q24) / bits::one;
}

TEST(beta_binomial_bits_back, pays_what_the_direct_model_does) {
  for (const double a : {-4.0, -1.0, 0.0, 1.5, 3.0})
    for (const double b : {-3.0, 0.0, 2.0, 4.0}) {
      const beta_binomial_model direct{255, q16(a), q16(b), 24};
      for (const std::uint32_t x : {0u, 1u, 2u, 10u, 100u, 128u, 200u, 254u, 255u}) {
        const std::uint32_t freq = direct.interval_of(static_cast<std::uint8_t>(x)).freq;
        if (freq < 1u << 12) continue;  // where the floors under the counts differ
        const double expected = 24 - static_cast<double>(log2_of(freq).q24) / bits::one;
        EXPECT_NEAR(net(q16(a), q16(b), x), expected, 0.01) << a << " " << b << " " << x;
      }
    }
}

TEST(beta_binomial_bits_back, takes_any_parameters) {
  for (const std::int32_t a : {INT32_MIN, -(40 << 16), 40 << 16, INT32_MAX})
    for (const std::int32_t b : {INT32_MIN, 0, INT32_MAX})
      for (const std::uint32_t x : {0u, 100u, 255u}) {
        rans_stack s;
        const auto codec = beta_binomial_bits_back(grid(), a, b);
        codec.push(s, x);
        EXPECT_EQ(codec.pop(s), x);
        EXPECT_TRUE(s.is_fresh());
      }
}

TEST(beta_binomial_bits_back, refuses_too_many_trials_and_successes) {
  EXPECT_THROW(binomial_grid{0}, domain_error);
  EXPECT_THROW(binomial_grid{5000}, domain_error);
  rans_stack s;
  EXPECT_THROW(beta_binomial_bits_back(grid(), 0, 0).push(s, 256), domain_error);
}

TEST(beta_binomial_bits_back, refuses_a_processor_that_computes_otherwise) {
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW(binomial_grid{3}, error) << mode.name;
      EXPECT_THROW((void)grid().beta(0, 0), error) << mode.name;
    });
}

TEST(beta_binomial_bits_back, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(beta_binomial_bits_back(grid(), q16(0.5), q16(1)), 77), "8e385dda316e789e6a");
}

}  // namespace
}  // namespace ansatz
