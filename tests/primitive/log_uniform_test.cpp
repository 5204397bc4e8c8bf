#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

const auto numbers = [](unsigned width) {
  return rc::gen::map(rc::gen::pair(rc::gen::inRange(0u, width), rc::gen::arbitrary<std::uint64_t>()),
                      [](const auto& p) {
                        const std::uint64_t leading = std::uint64_t{1} << p.first;
                        return leading | (p.second & (leading - 1));
                      });
};
ANSATZ_LAWS(log_uniform_byte, log_uniform(8), numbers(8));
ANSATZ_LAWS(log_uniform_word, log_uniform(64), numbers(64));
ANSATZ_LAWS(log_uniform_one, log_uniform(1), numbers(1));

double cost(unsigned width, std::uint64_t n) {
  metered s{rans_stack{}};
  log_uniform(width).push(s, n);
  return static_cast<double>(s.net().q24) / bits::one;
}

TEST(log_uniform, pays_the_logarithm) {
  for (const unsigned width : {5u, 20u, 64u})
    for (unsigned e = 0; e < width; ++e)
      for (const std::uint64_t low : {0ull, 1ull, 0x5a5a5a5a5a5a5a5aull, ~0ull}) {
        const std::uint64_t n = std::uint64_t{1} << e | (low & ((std::uint64_t{1} << e) - 1));
        const double excess = cost(width, n) - std::log2(static_cast<double>(n)) - std::log2(width);
        EXPECT_LT(excess, 1e-4) << width << " " << n;
        EXPECT_GT(excess, -0.63) << width << " " << n;
      }
}

TEST(log_uniform, is_a_distribution) {
  double sum = 0;
  for (std::uint64_t n = 1; n < 1024; ++n) sum += std::exp2(-cost(10, n));
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(log_uniform, refuses_zero_and_what_is_too_large) {
  rans_stack s;
  EXPECT_THROW(log_uniform(4).push(s, 0), domain_error);
  EXPECT_THROW(log_uniform(4).push(s, 16), domain_error);
  EXPECT_NO_THROW(log_uniform(64).push(s, ~std::uint64_t{0}));
  EXPECT_THROW(log_uniform(0), domain_error);
  EXPECT_THROW(log_uniform(65), domain_error);
}

TEST(log_uniform, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(log_uniform(40), 123456789012), "02e7f9c84bcc541c1a14");
}

}  // namespace
}  // namespace ansatz
