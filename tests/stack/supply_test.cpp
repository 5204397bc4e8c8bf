#include <gtest/gtest.h>

#include <ansatz/stack/supply.hpp>

namespace ansatz {
namespace {

// Output number i + 1 of splitmix64 from seed 1234567, published with the generator; number 0 is the head's.
static_assert(supply::seeded(1234567).head() == 6457827717110365317u);
static_assert(supply::seeded(1234567).word(0) == 3203168211198807973u);
static_assert(supply::seeded(1234567).word(1) == 9817491932198370423u);
static_assert(supply::zeros().word(1u << 30) == 0 && supply::zeros().head() == 0);

TEST(supply, ends_at_its_limit) {
  EXPECT_THROW(supply::none().word(0), exhausted_error);
  EXPECT_EQ(supply::seeded(5).limited_to(2).word(1), supply::seeded(5).word(1));
  EXPECT_THROW(supply::seeded(5).limited_to(2).word(2), exhausted_error);
}

TEST(supply, is_not_made_longer_by_a_limit) {
  EXPECT_THROW(supply::none().limited_to(5).word(0), exhausted_error);
  EXPECT_THROW(supply::seeded(5).limited_to(2).limited_to(9).word(2), exhausted_error);
  EXPECT_THROW(supply::zeros().limited_to(0).limited_to(1).word(0), exhausted_error);
}

TEST(supply, is_equal_where_the_words_are) {
  EXPECT_EQ(supply::seeded(5), supply::seeded(5).limited_to(1));
  EXPECT_NE(supply::seeded(5), supply::seeded(6));
  EXPECT_NE(supply::zeros(), supply::none());
}

}  // namespace
}  // namespace ansatz
