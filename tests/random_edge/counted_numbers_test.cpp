#include <algorithm>
#include <ansatz/combinator/codec_of.hpp>
#include <random_edge/counted_numbers.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::sentence_of;

const auto lists = [](std::size_t n, std::uint32_t below) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, below));
};

ANSATZ_LAWS(counted_numbers_of_few_values, counted_numbers(7, "x"), lists(7, 3), .full_support = false);
ANSATZ_LAWS(counted_numbers_of_one, counted_numbers(1, "x"), lists(1, 0xffffffff), .full_support = false);
ANSATZ_LAWS(counted_numbers_of_many_values, counted_numbers(20, "x"), lists(20, 1000000000),
            .full_support = false);
ANSATZ_LAWS(counted_numbers_of_none, counted_numbers(0, "x"), lists(0, 1));

TEST(counted_numbers, brings_the_largest_back) {
  rans_stack s;
  const std::vector<std::uint32_t> x{0xffffffff, 0, 0xffffffff, 0xfffffffe};
  counted_numbers(4, "x").push(s, x);
  EXPECT_EQ(counted_numbers(4, "x").pop(s), x);
  EXPECT_TRUE(s.is_fresh());
}

TEST(counted_numbers, cost_their_orders_and_a_table) {
  std::vector<std::uint32_t> x;
  for (std::uint32_t i = 0; i < 1000; ++i) x.push_back(i % 4 == 0 ? 17 : 5);
  exact_stack s;
  const bits before = s.content();
  counted_numbers(1000, "x").push(s, x);
  const double orders = (std::lgamma(1001) - std::lgamma(251) - std::lgamma(751)) / std::log(2.0);
  const double net = (s.content() - before).to_double();
  EXPECT_GT(net, orders + 2 * 10);
  EXPECT_LT(net, orders + 2 * 10 + 2 * 10);
}

TEST(counted_numbers, refuses_what_is_not_its_size) {
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { counted_numbers(2, "x").push(s, {1}); }),
            "counted_numbers: the symbol's size is not the codec's");
  EXPECT_EQ(sentence_of([] { counted_numbers(~std::uint64_t{0}, "x"); }),
            "counted_numbers: more than 2^26 numbers");
  EXPECT_TRUE(s.is_fresh());
}

/// The table is made of numbers in ascending order; their own order is to be coded, too.
TEST(counted_numbers, that_sorts_its_symbol_breaks_the_laws) {
  const auto broken = codec_of<std::vector<std::uint32_t>>(
      [](auto& s, std::vector<std::uint32_t> x) {
        std::ranges::sort(x);
        counted_numbers(7, "x").push(s, x);
      },
      [](auto& s) { return counted_numbers(7, "x").pop(s); });
  EXPECT_EQ(
      testing::names(testing::broken_laws(testing::laws_of(broken, {.full_support = false}), lists(7, 3))),
      testing::broken_on(testing::wider_stacks, testing::both_inverses));
}

TEST(counted_numbers, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(counted_numbers(5, "x"), {3, 70000, 3, 0, 3}), "0198e556425a04e7bfc8");
}

}  // namespace
}  // namespace ansatz
