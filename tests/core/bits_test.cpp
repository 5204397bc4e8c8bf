#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ansatz/bits.hpp>
#include <ansatz/stack/supply.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>

namespace ansatz {
namespace {

using real = boost::multiprecision::cpp_bin_float_50;

real exact_log2(std::uint64_t n) { return log(real{n}) / log(real{2}); }
real value(bits b) { return real{b.q24} / bits::one; }

static_assert(log2_of(1) == bits{});
static_assert(log2_of(std::uint64_t{1} << 63) == bits::whole(63));

RC_GTEST_PROP(log2_of, is_within_a_unit_of_the_logarithm, (std::uint64_t seed)) {
  const std::uint64_t n = (seed >> (seed % 64)) | 1;
  const real gap = exact_log2(n) - value(log2_of(n));
  RC_ASSERT(gap >= 0);
  RC_ASSERT(gap * bits::one < 2);
}

static_assert(exp2_minus(bits{}) == std::uint64_t{1} << 62);
static_assert(exp2_minus(bits::whole(5)) == std::uint64_t{1} << 57);
static_assert(exp2_minus(bits::whole(63)) == 0);

RC_GTEST_PROP(exp2_minus, is_the_power, (std::uint32_t q24)) {
  const bits b{q24 % (20 * bits::one)};
  const real exact = exp(-value(b) * log(real{2})) * (std::uint64_t{1} << 62);
  RC_ASSERT(abs(exact - exp2_minus(b)) <= 1 + exact / (std::uint64_t{1} << 57));
}

TEST(log2_sum, of_a_million_factors_is_exact_to_the_resolution) {
  log2_sum sum;
  real expected = 0;
  for (std::uint32_t n = 1; n <= 1000; ++n) {
    for (int times = 0; times < 1000; ++times) sum.add(n * n + 7);
    expected += 1000 * exact_log2(std::uint64_t{n} * n + 7);
  }
  EXPECT_LT(abs(value(sum.value()) - expected) * bits::one, 4);
}

TEST(log2_sum, of_nothing_and_of_ones_is_zero) {
  log2_sum sum;
  EXPECT_EQ(sum.value(), bits{});
  for (int i = 0; i < 1000; ++i) sum.add(1);
  EXPECT_EQ(sum.value(), bits{});
  sum.add(0xffffffffu);
  EXPECT_EQ(sum.value(), log2_of(0xffffffffu));
}

TEST(bits, are_doubles_exactly_where_they_fit) {
  static_assert(bits{3 << 23}.to_double() == 1.5 && bits{}.to_double() == 0);
  const supply random = supply::seeded(5);
  for (std::uint64_t i = 0; i < 100000; ++i) {
    const std::int64_t q24 = static_cast<std::int64_t>(random.word(i)) >> (11 + i % 53);
    ASSERT_EQ(bits{q24}.to_double(), static_cast<double>(q24) / bits::one) << q24;
  }
  EXPECT_EQ(bits{INT64_MIN}.to_double(), -0x1p39);
  EXPECT_EQ(bits{INT64_MAX}.to_double(), 0x1p39 - 0x1p-14);  // toward 0
}

TEST(bits, of_nothing_and_below_one_are_refused) {
  EXPECT_THROW((void)log2_of(0), domain_error);
  for (const std::int64_t q24 : {std::int64_t{-1}, -bits::one, INT64_MIN})
    EXPECT_THROW((void)exp2_minus({q24}), domain_error);
  EXPECT_EQ(exp2_minus({INT64_MAX}), 0u);
}

}  // namespace
}  // namespace ansatz
