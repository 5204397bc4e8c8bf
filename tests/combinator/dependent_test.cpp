#include <ansatz/combinator/dependent.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

/// A length below 50 and a value below the length: what the first symbol is decides the second one's
/// alphabet.
constexpr auto below() {
  return dependent(uniform(50), [](std::uint32_t n) { return uniform(n + 1); });
}
ANSATZ_LAWS(dependent_value, below(),
            rc::gen::map(rc::gen::pair(rc::gen::inRange(0u, 50u), rc::gen::arbitrary<std::uint32_t>()),
                         [](const auto& p) { return std::pair{p.first, p.second % (p.first + 1)}; }));

TEST(dependent, pops_the_first_before_the_second) {
  exact_stack s;
  dependent(uniform(10), [](std::uint32_t) { return uniform(10); }).push(s, {1, 2});
  EXPECT_EQ(s.value(), 21);
}

TEST(dependent, refuses_what_the_given_codec_refuses) {
  rans_stack s;
  EXPECT_THROW(below().push(s, {3, 4}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

}  // namespace
}  // namespace ansatz
