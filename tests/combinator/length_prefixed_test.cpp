#include <ansatz/combinator/length_prefixed.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>
#include <initializer_list>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

const auto short_lists = rc::gen::mapcat(rc::gen::inRange(0u, 20u), [](std::uint32_t n) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, 100u));
});
ANSATZ_LAWS(length_prefixed_digits, length_prefixed(uniform(20), uniform(100), 19), short_lists);

TEST(length_prefixed, pops_the_length_first) {
  exact_stack s;
  length_prefixed(uniform(10), uniform(10), 9).push(s, {1, 2, 3});
  EXPECT_EQ(s.value(), 3213);
}

TEST(length_prefixed, refuses_what_is_longer_than_the_limit) {
  rans_stack s;
  const auto c = length_prefixed(uniform(1u << 31), uniform(2), 5);
  EXPECT_THROW(c.push(s, std::vector<std::uint32_t>(6)), domain_error);
  uniform(1u << 31).push(s, 6);
  EXPECT_THROW(c.pop(s), domain_error);
}

/// A codec of numbers below n whose symbols are of another type.
template <class Number>
auto numbers(std::uint32_t n) {
  return mapped(
      uniform(n), [](std::uint32_t x) { return static_cast<Number>(x); },
      [](Number x) { return static_cast<std::uint32_t>(x); });
}

TEST(length_prefixed, refuses_a_length_that_its_symbols_cannot_hold_before_it_pushes) {
  const auto check = [](const auto& length, std::size_t most, std::initializer_list<std::size_t> beyond) {
    const auto c = length_prefixed(length, uniform(10), SIZE_MAX);
    const rans_stack before{supply::seeded(most)};
    rans_stack s = before;
    const std::vector<std::uint32_t> x(most, 3);
    c.push(s, x);
    EXPECT_EQ(c.pop(s), x);
    EXPECT_EQ(s, before);
    for (const std::size_t n : beyond) {
      EXPECT_THROW(c.push(s, std::vector<std::uint32_t>(n, 3)), domain_error) << n;
      EXPECT_EQ(s, before) << n;
      EXPECT_TRUE(s.words().empty()) << n;
    }
  };
  check(numbers<std::uint8_t>(256), 255, {256, 257, 300, 512, 65536, 65537});
  check(numbers<std::uint16_t>(1u << 16), 65535, {65536, 65537, 131072});
  check(numbers<bool>(2), 1, {2, 3, 256});
}

TEST(length_prefixed, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(length_prefixed(uniform(20), uniform(100), 19), {5, 99, 0, 17}),
            "70410ad7f2b332d8");
}

}  // namespace
}  // namespace ansatz
