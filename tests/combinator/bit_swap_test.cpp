#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/nested.hpp>
#include <ansatz/primitive/certain.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/symmetric_chain.hpp"

namespace ansatz {
namespace {

const testing::symmetric_level one_level;
const auto fold_of_3 = bit_swap(uniform(8), one_level, one_level, one_level);
auto list_of(std::size_t levels) { return bit_swap(uniform(8), testing::symmetric_levels(levels)); }

const auto number = rc::gen::inRange(0u, 8u);
ANSATZ_LAWS(bit_swap_fold, fold_of_3, number);
ANSATZ_LAWS(bit_swap_of_no_level, list_of(0), number);
ANSATZ_LAWS(bit_swap_of_one_level, list_of(1), number);
ANSATZ_LAWS(bit_swap_of_7_levels, list_of(7), number);

TEST(bit_swap, the_list_has_the_bytes_of_the_fold) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const auto before = testing::midlife<testing::rans_stack_16_8>::from(seed);
    const auto x = static_cast<std::uint32_t>(seed % 8);
    auto a = before, b = before;
    list_of(3).push(a, x);
    fold_of_3.push(b, x);
    ASSERT_EQ(a, b);
    a = b = before;
    ASSERT_EQ(list_of(3).pop(a), fold_of_3.pop(b));
    ASSERT_EQ(a, b);
  }
}

TEST(bit_swap, takes_other_types_at_each_level) {
  const auto letter = [](std::uint32_t z) { return certain(z > 3 ? 'b' : 'a'); };
  const auto which = [](char c) {
    return mapped(
        uniform(4), [c](std::uint32_t i) { return c == 'b' ? i + 4 : i; },
        [](std::uint32_t z) { return z & 3; });
  };
  const auto codec = bit_swap(uniform(8), level{letter, which}, one_level);
  metered s{rans_stack{}};
  codec.push(s, 'b');
  EXPECT_EQ(s.net(), bits::whole(1));
  EXPECT_EQ(codec.pop(s), 'b');
}

/// With exact posteriors the net rate is -log2 p(x), whatever is popped, and whatever the depth.
TEST(bit_swap, and_nested_have_the_exact_net_rate) {
  for (std::size_t levels = 1; levels <= 16; ++levels) {
    metered swapped{rans_stack{supply::seeded(levels)}}, flat{rans_stack{supply::seeded(levels)}};
    for (std::uint32_t i = 0; i < 100; ++i) {
      list_of(levels).push(swapped, i % 8);
      nested(uniform(8), testing::symmetric_levels(levels)).push(flat, i % 8);
    }
    EXPECT_LE(std::abs(swapped.net().q24 - 300 * bits::one), 100) << levels;
    EXPECT_LE(std::abs(flat.net().q24 - 300 * bits::one), 100) << levels;
  }
}

/// Recipes: initial bits are a_1 + max(0, max_l sum_(j=2..l) (a_j - b_(j-2))), where a push gives b and a pop
/// takes a; here each pop takes what the push before it gives, on average.
TEST(bit_swap, takes_few_initial_bits_at_any_depth) {
  const auto initial = [](const auto& codec) {
    double sum = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      metered s{rans_stack{supply::seeded(seed)}};
      codec.push(s, 3);
      sum += static_cast<double>(s.initial_bits().q24) / bits::one / 200;
    }
    return sum;
  };
  const double one = initial(list_of(1));
  EXPECT_LT(initial(list_of(16)), 4 * one);
  EXPECT_GT(initial(nested(uniform(8), testing::symmetric_levels(16))), 14 * one);
  EXPECT_NEAR(initial(nested(uniform(8), testing::symmetric_levels(1))), one, 1e-9);
}

TEST(bit_swap, has_golden_bytes) { EXPECT_EQ(testing::bytes_of(list_of(3), 5), "078882a34c6e789e6a"); }

/// Levels the wrong way round when popped.
struct inverted {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    list_of(3).push(s, x);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return nested(uniform(8), testing::symmetric_levels(3)).pop(s);
  }
};
TEST(bit_swap, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(inverted{}), number)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
