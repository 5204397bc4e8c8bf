#include <gtest/gtest.h>

#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/exact.hpp>
#include <cmath>
#include <common/round_trip.hpp>

#include "sentence_of.hpp"

namespace ansatz::experiment {
namespace {

/// The README's: one bit a toss of x, and half of a bit or so is borrowed.
auto coins() {
  const auto coin = [](std::uint32_t ones) { return modelled(bernoulli_model{ones, 8}); };
  return bits_back(
      labelled("prior", coin(128)),
      [coin](std::uint8_t z) { return labelled("likelihood", coin(z == 1 ? 224 : 32)); },
      [coin](std::uint8_t x) { return labelled("posterior", coin(x == 1 ? 224 : 32)); });
}

std::vector<std::uint8_t> tosses(std::size_t count) {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(i % 2 == 0);
  return out;
}

TEST(round_trip, accounts_for_every_bit) {
  std::uint64_t told = 0;
  const trip t = round_trip(coins(), tosses(1000), {.told = [&](std::uint64_t n) { told += n; }});
  EXPECT_EQ(t.symbols, 1000u);
  EXPECT_EQ(told, 2000u);
  EXPECT_NEAR(t.net.to_double(), 1000, 1e-4);
  EXPECT_NEAR(t.net_each(), 1, 1e-7);
  EXPECT_GE(t.initial, bits{});
  ASSERT_EQ(t.ledger.size(), 3u);
  bits sum;
  for (const auto& [label, part] : t.ledger) sum += part;
  EXPECT_EQ(sum, t.net);
  EXPECT_EQ(t.net_of("posterior") + t.net_of("likelihood") + t.net_of("prior"), t.net);
  EXPECT_EQ(t.net_of("nothing"), bits{});
  EXPECT_GE(8.0 * static_cast<double>(t.bytes), t.net.to_double());
  EXPECT_LE(8.0 * static_cast<double>(t.bytes), t.net.to_double() + t.initial.to_double() + 64 + 40);
}

TEST(round_trip, goes_by_a_codec_for_each_symbol) {
  const trip t = round_trip_by([](std::size_t i) { return uniform(static_cast<std::uint32_t>(4 * (i + 1))); },
                               std::vector<std::uint32_t>{3, 7, 11, 15});
  EXPECT_NEAR(t.net.to_double(), 2 + 3 + std::log2(12) + 4, 1e-5);
}

TEST(round_trip, goes_on_lanes_and_on_other_stacks) {
  EXPECT_NEAR((round_trip<4>(coins(), tosses(1000)).net_each()), 1, 0.1) << "three heads are moved, too";
  const std::vector<std::uint32_t> x{1, 2, 3};
  const trip exact = round_trip<1, exact_stack>(uniform(10), x);
  EXPECT_NEAR(exact.net_each(), std::log2(10), 1e-6);
  EXPECT_EQ(exact.bytes, 1u) << "the number 123";
}

TEST(round_trip, of_nothing_is_nothing) {
  const trip t = round_trip(uniform(10), {});
  EXPECT_EQ(t.net, bits{});
  EXPECT_EQ(t.initial, bits{});
}

TEST(round_trip, lets_supplies_be_none) {
  EXPECT_THROW(round_trip(coins(), tosses(100), {.below = supply::none()}), exhausted_error);
  EXPECT_EQ(round_trip(uniform(10), {1, 2, 3}, {.below = supply::none()}).words_taken, 0u);
}

TEST(round_trip, without_a_meter_has_the_same_length) {
  const trip metered = round_trip(coins(), tosses(1000)), bare = timed_round_trip(coins(), tosses(1000), 2);
  EXPECT_EQ(bare.bytes, metered.bytes);
  EXPECT_NEAR(bare.net.to_double(), metered.net.to_double(), 0.1);
  EXPECT_TRUE(bare.ledger.empty());
}

/// Pops another symbol than was pushed, or leaves a bit on the stack.
struct wrong {
  using symbol_type = std::uint32_t;
  bool leaves_a_bit;

  template <class S>
  void push(S& s, std::uint32_t x) const {
    uniform(10).push(s, x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    const std::uint32_t x = uniform(10).pop(s);
    if (!leaves_a_bit) return (x + 1) % 10;
    uniform(2).push(s, x % 2);
    return x;
  }
};

TEST(round_trip, finds_codecs_that_do_not_come_back) {
  EXPECT_EQ(testing::sentence_of([] { round_trip(wrong{false}, {1, 2}); }),
            "the decoded symbols differ: this is a fault of the program");
  EXPECT_EQ(testing::sentence_of([] { timed_round_trip(wrong{false}, {1, 2}); }),
            "the decoded symbols differ: this is a fault of the program");
  EXPECT_EQ(testing::sentence_of([] { round_trip(wrong{true}, {1}); }),
            "the stack did not come back to its supply: this is a fault of the program");
  EXPECT_EQ(testing::sentence_of([] { round_trip<1, exact_stack>(wrong{true}, {1}); }),
            "the stack did not come back to its supply: this is a fault of the program");
}

TEST(round_trip, alone_means_each_on_bits_of_its_own) {
  const auto x = tosses(2000);
  const alone a = push_alone(coins(), std::span{x});
  EXPECT_EQ(a.symbols, 2000u);
  EXPECT_NEAR(a.net_each(), 1, 1e-6);
  EXPECT_GT(a.initial_each(), 0.1) << "every pop finds the stack as deep as it was";
  EXPECT_LT(a.initial_each(), 3.1);
  EXPECT_EQ(some(x).size(), 200u);
}

}  // namespace
}  // namespace ansatz::experiment
