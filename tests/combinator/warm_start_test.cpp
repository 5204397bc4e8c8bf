#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/combinator/warm_start.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/symmetric_chain.hpp"

namespace ansatz {
namespace {

const auto swapped = bit_swap(uniform(8), testing::symmetric_levels(5));
const auto tens = rc::gen::container<std::vector<std::uint32_t>>(10, rc::gen::inRange(0u, 8u));
ANSATZ_LAWS(start_with_three, warm_start(10, 3, uniform(8), swapped), tens);
ANSATZ_LAWS(start_with_none, warm_start(10, 0, uniform(8), swapped), tens);
ANSATZ_LAWS(start_with_all, warm_start(10, 10, uniform(8), swapped), tens);

TEST(start, is_pushed_first_and_popped_last) {
  exact_stack s;
  warm_start(3, 1, uniform(10), uniform(100)).push(s, {12, 34, 5});
  EXPECT_EQ(s.value(), 53412);
}

/// On a stack with nothing below it: where no pop may go.
TEST(start, leaves_no_initial_bits) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    std::vector<std::uint32_t> x;
    for (std::uint64_t i = 0; i < 60; ++i)
      x.push_back(static_cast<std::uint32_t>(supply::seeded(seed).word(i) >> 61));
    const std::size_t count = warm_start_count(uniform(8), x, bits::whole(40));
    EXPECT_EQ(count, 14u);  // of 3 bits
    rans_stack s{supply::none()};
    const auto chain = warm_start(x.size(), count, uniform(8), swapped);
    ASSERT_NO_THROW(chain.push(s, x));
    ASSERT_EQ(s.taken(), 0u);
    ASSERT_EQ(chain.pop(s), x);
  }
}

TEST(start, counts_what_is_needed) {
  const std::vector<std::uint32_t> x(5, 1);
  EXPECT_EQ(warm_start_count(uniform(8), x, bits{}), 0u);
  EXPECT_EQ(warm_start_count(uniform(8), x, bits{1}), 1u);
  EXPECT_EQ(warm_start_count(uniform(8), x, bits::whole(3)), 1u);
  EXPECT_EQ(warm_start_count(uniform(8), x, bits::whole(100)), 5u);
}

TEST(start, refuses_another_length) {
  rans_stack s;
  EXPECT_THROW(warm_start(3, 1, uniform(8), uniform(8)).push(s, {1, 2}), domain_error);
  EXPECT_THROW(warm_start(3, 4, uniform(8), uniform(8)), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(start, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(warm_start(4, 2, uniform(8), swapped), {1, 2, 3, 4}), "0f110541c8d1");
}

/// Starts with one symbol more on one side.
struct off_by_one {
  using symbol_type = std::vector<std::uint32_t>;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    warm_start(10, 3, uniform(8), swapped).push(s, x);
  }
  template <class S>
  symbol_type pop(S& s) const {
    return warm_start(10, 4, uniform(8), swapped).pop(s);
  }
};
TEST(start, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(off_by_one{}), tens)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
