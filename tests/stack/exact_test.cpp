#include <gtest/gtest.h>

#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/exact.hpp>

namespace ansatz {
namespace {

TEST(exact_stack, both_laws_hold_from_zero_up) {
  for (std::uint32_t n = 1; n < 20; ++n)
    for (int value = 0; value < 500; ++value) {
      exact_stack s{value};
      const auto x = uniform(n).pop(s);
      uniform(n).push(s, x);
      ASSERT_EQ(s, exact_stack{value});
      uniform(n).push(s, n / 2);
      ASSERT_EQ(uniform(n).pop(s), n / 2);
      ASSERT_EQ(s, exact_stack{value});
    }
}

TEST(exact_stack, of_uniform_symbols_is_the_number_in_mixed_radix) {
  exact_stack s;
  uniform(10).push(s, 4);
  uniform(7).push(s, 3);
  uniform(100).push(s, 58);
  EXPECT_EQ(s.value(), (4 * 7 + 3) * 100 + 58);
}

TEST(exact_stack, content_is_the_logarithm) {
  EXPECT_EQ(exact_stack{}.content(), bits{});
  EXPECT_EQ(exact_stack{exact_stack::integer{1} << 1000}.content(), bits::whole(1000));
  EXPECT_THROW(exact_stack{-1}, domain_error);
}

}  // namespace
}  // namespace ansatz
