#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/on_lanes.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

const auto row = array(21, [](std::size_t i) { return uniform(static_cast<std::uint32_t>(i) + 2); });
const auto rows = rc::gen::map(rc::gen::arbitrary<std::array<std::uint32_t, 21>>(), [](const auto& raw) {
  std::vector<std::uint32_t> x(raw.begin(), raw.end());
  for (std::uint32_t i = 0; i < x.size(); ++i) x[i] %= i + 2;
  return x;
});
ANSATZ_LAWS_BY_TYPE(array_on_2_lanes, on_lanes<2>(row), rows);
ANSATZ_LAWS_BY_TYPE(array_on_8_lanes, on_lanes<8>(row), rows);

template <std::size_t Lanes, class S>
void spread_and_gather_are_inverse() {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    const S one = testing::midlife<S>::from(seed);
    S s = one;
    ASSERT_EQ(gather(spread<Lanes>(std::move(s))), one);
    using wide = basic_rans_stack<typename S::layout_type, Lanes>;
    const wide many = testing::midlife<wide>::from(seed);
    wide t = many;
    ASSERT_EQ(spread<Lanes>(gather(std::move(t))), many);
  }
}

TEST(on_lanes, spread_and_gather_are_inverse) {
  spread_and_gather_are_inverse<2, testing::rans_stack_32_8>();
  spread_and_gather_are_inverse<5, testing::rans_stack_32_8>();
  spread_and_gather_are_inverse<8, rans_stack>();
  spread_and_gather_are_inverse<64, rans_stack>();
}

/// The price of a lane: what is left when heads that were coded on come back, against the same on one head.
TEST(on_lanes, a_lane_costs_next_to_nothing) {
  const auto codec = repeat(64 * 20, uniform(1000));
  const std::vector<std::uint32_t> x(codec.size, 1);
  double excess = 0;
  const int trials = 200;
  for (int seed = 0; seed < trials; ++seed) {
    rans_stack s{supply::seeded(static_cast<std::uint64_t>(seed))};
    codec.push(s, x);  // bits to spread
    const bits before = s.content();
    std::vector<std::uint32_t> y(codec.size);
    for (std::size_t i = 0; i < y.size(); ++i)
      y[i] = static_cast<std::uint32_t>(
          supply::seeded(99).word(i + static_cast<std::uint64_t>(seed) * y.size()) % 1000);
    metered one{s};
    codec.push(one, y);
    on_lanes<64>(codec).push(s, y);
    excess += static_cast<double>((s.content() - before - one.net()).q24) / bits::one;
  }
  EXPECT_NEAR(excess / trials / 63, 0, 0.01);
}

TEST(on_lanes, a_meter_goes_along) {
  metered s{rans_stack{}};
  on_lanes<8>(repeat(100, uniform(256))).push(s, std::vector<std::uint32_t>(100, 7));
  EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, 800, 15);  // and 7 heads, popped and pushed
  EXPECT_GT(s.initial_bits(), bits::whole(7));
}

TEST(on_lanes, the_stack_is_whole_after_an_exception) {
  rans_stack s{supply::seeded(5)};
  EXPECT_THROW(on_lanes<4>(serial(uniform(3), uniform(4))).push(s, {3, 0}), domain_error);
  EXPECT_EQ(on_lanes<4>(uniform(4)).pop(s), 0U);
  EXPECT_TRUE(s.is_fresh());
  rans_stack none{supply::none()};
  EXPECT_THROW(on_lanes<4>(uniform(3)).push(none, 1), exhausted_error);
}

TEST(on_lanes, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(on_lanes<4>(row), std::vector<std::uint32_t>(21, 1)),
            "374254316c1b6e38209cd3255519a5d9164ecca45cb9f130b87fdd777792305d18");
}

/// Heads that come back in the order in which they went.
struct gathered_wrongly {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    if constexpr (spreadable<S>) {
      const auto head = detail::head_codec<S>();
      const auto a = head.pop(s), b = head.pop(s);
      uniform(9).push(s, x);
      head.push(s, a);
      head.push(s, b);
    } else {
      uniform(9).push(s, x);
    }
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return on_lanes<3>(uniform(9)).pop(s);
  }
};

TEST(on_lanes, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_by_type(gathered_wrongly{}),
                                                rc::gen::inRange<std::uint32_t>(0, 9))),
            testing::broken_on({"rans 32/8", "rans 64/32"}, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
