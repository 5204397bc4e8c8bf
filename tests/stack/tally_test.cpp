#include <gtest/gtest.h>

#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/stack/tally.hpp>
#include <array>

namespace ansatz {
namespace {

auto skewed() { return categorical(std::array<std::uint32_t, 4>{5, 0, 90, 33}); }

TEST(tally, weighs_what_a_ledger_books) {
  const auto codec = serial(labelled("die", uniform(6)), repeat(5, skewed()), uniform(1));
  for (std::uint32_t x : {0u, 2u, 3u}) {
    metered s{rans_stack{}};
    const symbol_t<decltype(codec)> symbol{4, {x, 2, 3, 0, x}, 0};
    codec.push(s, symbol);
    EXPECT_NEAR(static_cast<double>(cost(codec, symbol).q24), static_cast<double>(s.net().q24), 4);
  }
  EXPECT_EQ(tally{}.cost(), bits{});
}

TEST(tally, knows_what_is_impossible) {
  EXPECT_EQ(cost(skewed(), 1), impossible);
  EXPECT_EQ(cost(serial(skewed(), uniform(3)), {1, 2}), impossible);
  tally t;
  EXPECT_THROW(t.push(interval{3, 6}, total{8}), domain_error);
}

static_assert(cost(uniform(32), 7) == bits::whole(5));

}  // namespace
}  // namespace ansatz
