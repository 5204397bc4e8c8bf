#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "coin.hpp"

namespace ansatz {
namespace {

using testing::coin;

/// A biased coin z, a coin x that depends on it, and the exact posterior rounded to 128ths: full support.
constexpr auto noisy_channel() {
  return bits_back(
      coin(48), [](std::uint32_t z) { return coin(z == 1 ? 100 : 20); },
      [](std::uint32_t x) { return coin(x == 1 ? 96 : 16); });
}

ANSATZ_LAWS(bits_back_over_a_noisy_channel, noisy_channel(), rc::gen::inRange(0u, 2u));

/// Bits back is a codec like every other one, so its prior may be bits back again: Bit-Swap with two levels.
constexpr auto two_levels() {
  return bits_back(
      noisy_channel(), [](std::uint32_t z) { return coin(z == 1 ? 120 : 5); },
      [](std::uint32_t x) { return coin(x == 1 ? 110 : 9); });
}
ANSATZ_LAWS(bits_back_in_bits_back, two_levels(), rc::gen::inRange(0u, 2u));

/// A codec of one certain symbol costs nothing and touches nothing.
struct certain {
  using symbol_type = std::uint32_t;
  std::uint32_t x;
  template <class S>
  void push(S&, std::uint32_t) const {}
  template <class S>
  std::uint32_t pop(S&) const {
    return x;
  }
};
struct one_of_three {
  using symbol_type = std::uint32_t;
  std::uint32_t parity;
  template <class S>
  void push(S& s, std::uint32_t z) const {
    uniform(3).push(s, z / 2);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return 2 * uniform(3).pop(s) + parity;
  }
};

/// The categorical as bits back over two uniforms: u = start + i, i uniform below freq, u uniform below the
/// total. The same integer, bit for bit, as the fused primitive on the exact stack (Townsend 2021, lvalc,
/// section 4).
TEST(bits_back, over_two_uniforms_is_the_categorical) {
  const std::array<std::uint32_t, 5> start{0, 3, 10, 11, 19};  // masses 3, 7, 1, 8
  struct shifted {
    using symbol_type = std::uint32_t;
    std::uint32_t start, freq;
    void push(exact_stack& s, std::uint32_t u) const { uniform(freq).push(s, u - start); }
    std::uint32_t pop(exact_stack& s) const { return start + uniform(freq).pop(s); }
  };
  const auto owner = [&](std::uint32_t u) {
    std::uint32_t x = 0;
    while (u >= start[x + 1]) ++x;
    return certain{x};
  };
  const auto composed = bits_back(
      uniform(19), owner, [&](std::uint32_t x) { return shifted{start[x], start[x + 1] - start[x]}; });
  for (std::uint32_t x = 0; x < 4; ++x)
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
      exact_stack fused = testing::midlife<exact_stack>::from(seed), s = fused;
      fused.push({start[x], start[x + 1] - start[x]}, total{19});
      composed.push(s, x);
      ASSERT_EQ(s, fused);
      ASSERT_EQ(composed.pop(s), x);
      ASSERT_EQ(s, testing::midlife<exact_stack>::from(seed));
    }
}

/// With the exact posterior the rate is -log2 p(x), whatever z was popped: 6 causes, x = z mod 2, so one bit.
TEST(bits_back, with_the_exact_posterior_pays_the_marginal) {
  const auto c = bits_back(
      uniform(6), [](std::uint32_t z) { return certain{z % 2}; },
      [](std::uint32_t x) { return one_of_three{x}; });
  metered s{rans_stack{}};
  for (std::uint32_t i = 0; i < 1000; ++i) c.push(s, i % 2);
  EXPECT_LT(s.net() - bits::whole(1000), bits{1000});
  EXPECT_GT(s.net() - bits::whole(1000), bits{-1000});
  EXPECT_LT(s.initial_bits(), bits::whole(3));
  for (std::uint32_t i = 1000; i-- > 0;) ASSERT_EQ(c.pop(s), i % 2);
  EXPECT_TRUE(s.inner().is_fresh());
}

static_assert([] {
  rans_stack s{supply::seeded(4)};
  const auto before = s;
  two_levels().push(s, 1);
  return two_levels().pop(s) == 1 && s == before;
}());

}  // namespace
}  // namespace ansatz
