#include <ansatz/combinator/length_prefixed.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

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

TEST(length_prefixed, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(length_prefixed(uniform(20), uniform(100), 19), {5, 99, 0, 17}),
            "70410ad7f2b332d8");
}

}  // namespace
}  // namespace ansatz
