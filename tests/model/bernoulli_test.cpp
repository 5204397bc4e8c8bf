#include <ansatz/model/bernoulli.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/testing/laws.hpp>

#include "tiling.hpp"

namespace ansatz {
namespace {

static_assert(model<bernoulli_model>);
static_assert(bernoulli_model::from_logit(0, 8).interval_of(1) == interval{128, 128});

TEST(bernoulli_model, tiles_at_every_mass) {
  for (std::uint32_t ones = 0; ones <= 256; ++ones)
    EXPECT_EQ(testing::tiling_violation(bernoulli_model(ones, 8), {0, 1}), "");
}

TEST(bernoulli_model, leaves_both_symbols_possible_at_any_logit) {
  for (const std::int32_t logit : {INT32_MIN, -(40 << 16), -(15 << 16), 0, 1, 15 << 16, INT32_MAX})
    for (unsigned bits = 1; bits <= 31; ++bits) {
      const auto m = bernoulli_model::from_logit(logit, bits);
      EXPECT_EQ(testing::tiling_violation(m, {0, 1}), "");
      EXPECT_GE(m.interval_of(0).freq, 1u);
      EXPECT_GE(m.interval_of(1).freq, 1u);
    }
}

TEST(bernoulli_model, refuses_what_it_cannot_be) {
  EXPECT_THROW(bernoulli_model(257, 8), domain_error);
  EXPECT_THROW(bernoulli_model::from_logit(0, 0), domain_error);
  EXPECT_THROW(bernoulli_model(1, 8).interval_of(2), domain_error);
}

const auto coin = rc::gen::map(rc::gen::inRange(0, 2), [](int x) { return static_cast<std::uint8_t>(x); });
ANSATZ_LAWS(bernoulli_of_seven_bits, modelled(bernoulli_model::from_logit(-70000, 7)), coin,
            .small_totals = true);
ANSATZ_LAWS(bernoulli_of_24_bits, modelled(bernoulli_model::from_logit(900000, 24)), coin);

}  // namespace
}  // namespace ansatz
