#include <gtest/gtest.h>

#include <ansatz/model/buckets.hpp>
#include <cmath>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 24;

TEST(bucket_set, have_equal_mass_and_hold_their_representatives) {
  for (const unsigned bits : {1u, 4u, 10u, 16u}) {
    const bucket_set b = equal_mass_buckets(bits);
    for (std::uint32_t i = 0; i < b.count(); ++i) {
      if (i > 0) {
        EXPECT_LE(b.cut(i), b.representative(i));
      }
      if (i + 1 < b.count()) {
        EXPECT_LT(b.representative(i), b.cut(i + 1));
      }
      if (i > 0) {
        EXPECT_NEAR(static_cast<double>(normal_cdf(b.cut(i))), i * 4294967296.0 / b.count(), 128);
      }
    }
  }
  EXPECT_THROW(equal_mass_buckets(0), domain_error);
  EXPECT_THROW(equal_mass_buckets(17), domain_error);
}

TEST(integer_buckets, are_around_the_integers) {
  const bucket_set b = integer_buckets(5);
  EXPECT_EQ(b.count(), 5u);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(b.representative(static_cast<std::size_t>(i)), (i - 2) * one);
  for (int i = 1; i < 5; ++i) EXPECT_EQ(b.cut(static_cast<std::size_t>(i)), (i - 2) * one - one / 2);
  EXPECT_THROW(integer_buckets(1), domain_error);
  EXPECT_THROW(integer_buckets((1u << 24) + 1), domain_error);
}

TEST(integer_buckets, are_as_wide_as_one_likes) {
  const std::pair<std::int64_t, std::int64_t> ranges[]{{-255, 255},
                                                       {0, 65535},
                                                       {-32768, 32767},
                                                       {-65536, 65535},
                                                       {1 << 20, 1 << 21},
                                                       {-(1 << 28), 3 - (1 << 28)},
                                                       {(1 << 28) - 1, 1 << 28}};
  for (const auto& [low, high] : ranges) {
    const bucket_set b = integer_buckets(low, high);
    EXPECT_EQ(b.count(), high - low + 1);
    const double unit = std::ldexp(1.0, b.fraction_bits());
    for (const std::int64_t i : {std::int64_t{0}, std::int64_t{1}, (high - low) / 2, high - low}) {
      EXPECT_EQ(b.representative(static_cast<std::size_t>(i)) / unit, static_cast<double>(low + i));
      if (i > 0) {
        EXPECT_EQ(b.cut(static_cast<std::size_t>(i)) / unit, static_cast<double>(low + i) - 0.5);
      }
      EXPECT_EQ(b.bucket_about(b.representative(static_cast<std::size_t>(i))), i);
    }
  }
  EXPECT_EQ(integer_buckets(256).fraction_bits(), 24);
  EXPECT_EQ(integer_buckets(-65536, 65535).fraction_bits(), 14);
  EXPECT_THROW(integer_buckets(5, 5), domain_error);
  EXPECT_THROW(integer_buckets(0, 1 << 24), domain_error);
  EXPECT_THROW(integer_buckets(0, (1 << 28) + 1), domain_error);
  EXPECT_THROW(integer_buckets(INT64_MIN, 0), domain_error);
}

TEST(even_buckets, lie_side_by_side) {
  const bucket_set b = even_buckets(1024, -16 * std::int64_t{one}, one / 32);
  EXPECT_EQ(b.count(), 1024u);
  EXPECT_EQ(b.cut(1), -16 * one + one / 32);
  EXPECT_EQ(b.cut(512), 0);
  EXPECT_EQ(b.representative(512), one / 64);
  EXPECT_THROW(even_buckets(1, 0, one), domain_error);
  EXPECT_THROW(even_buckets((1u << 24) + 1, 0, 2), domain_error);
  EXPECT_THROW(even_buckets(10, 0, 1), domain_error);
  EXPECT_EQ(even_buckets(256, -128 * std::int64_t{one}, one).fraction_bits(), 24);
  EXPECT_EQ(even_buckets(257, -128 * std::int64_t{one}, one).fraction_bits(),
            23);  // means within twice the range
  EXPECT_EQ(even_buckets(10, -130 * std::int64_t{one}, one).fraction_bits(), 22);
  EXPECT_THROW(even_buckets(10, -130 * std::int64_t{one} + 1, one), domain_error);  // no multiple of 2^-22
  EXPECT_THROW(even_buckets(10, -130 * std::int64_t{one}, one + 2), domain_error);
  EXPECT_THROW(even_buckets(10, INT64_MIN, one), domain_error);
  EXPECT_THROW(even_buckets(2, 0, INT64_MAX), domain_error);
  const bucket_set wide = even_buckets(3, -(std::int64_t{1} << 50), std::int64_t{1} << 50);
  EXPECT_EQ(std::ldexp(wide.cut(2), -wide.fraction_bits()), 0x1p26);
}

/// No table is made, and copies are good without what they were copied from.
TEST(bucket_set, is_a_value) {
  const bucket_set copy = [] {
    const bucket_set b = equal_mass_buckets(5);
    return b;
  }();
  EXPECT_EQ(copy.cut(16), 0);
  static_assert(std::is_trivially_copyable_v<bucket_set>);
  EXPECT_EQ(equal_mass_buckets(5).table(), copy.table());
}

TEST(bucket_set, is_made_on_several_threads_at_once) {
  std::vector<const std::int32_t*> tables(8);
  {
    std::vector<std::jthread> threads;
    for (auto& t : tables) threads.emplace_back([&t] { t = equal_mass_buckets(13).table(); });
  }
  for (const auto* t : tables) EXPECT_EQ(t, tables.front());
}

TEST(buckets, one_about_a_number_is_near_it) {
  const bucket_set equal = equal_mass_buckets(10), integers = integer_buckets(256),
                   even = even_buckets(4096, -8 * one, one / 256);
  for (const bucket_set* b : {&equal, &integers, &even})
    for (std::uint32_t i = 0; i < b->count(); ++i) EXPECT_NEAR(b->bucket_about(b->representative(i)), i, 1);
  EXPECT_EQ(integers.bucket_about(INT64_MAX / 2), 255u);
  EXPECT_EQ(integers.bucket_about(INT64_MIN / 2), 0u);
}

}  // namespace
}  // namespace ansatz
