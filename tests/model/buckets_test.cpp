#include <gtest/gtest.h>

#include <ansatz/model/buckets.hpp>

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
  EXPECT_THROW(integer_buckets(257), domain_error);
}

TEST(even_buckets, lie_side_by_side) {
  const bucket_set b = even_buckets(1024, -16 * std::int64_t{one}, one / 32);
  EXPECT_EQ(b.count(), 1024u);
  EXPECT_EQ(b.cut(1), -16 * one + one / 32);
  EXPECT_EQ(b.cut(512), 0);
  EXPECT_EQ(b.representative(512), one / 64);
  EXPECT_THROW(even_buckets(1, 0, one), domain_error);
  EXPECT_THROW(even_buckets(65537, 0, 2), domain_error);
  EXPECT_THROW(even_buckets(10, 0, 1), domain_error);
  EXPECT_THROW(even_buckets(257, -128 * std::int64_t{one}, one), domain_error);
  EXPECT_NO_THROW(even_buckets(256, -128 * std::int64_t{one}, one));
  EXPECT_THROW(even_buckets(10, -130 * std::int64_t{one}, one), domain_error);
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
