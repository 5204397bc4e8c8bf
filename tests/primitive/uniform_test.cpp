#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

ANSATZ_LAWS(uniform_of_one, uniform(1), rc::gen::just(0u));
ANSATZ_LAWS(uniform_of_a_power_of_two, uniform(128), rc::gen::inRange(0u, 128u));
ANSATZ_LAWS(uniform_just_below_the_bound, uniform(127), rc::gen::inRange(0u, 127u));
ANSATZ_LAWS(uniform_of_86, uniform(86), rc::gen::inRange(0u, 86u));
ANSATZ_LAWS(uniform_of_many, uniform((1u << 24) - 1), rc::gen::inRange(0u, (1u << 24) - 1));

TEST(uniform, refuses_a_symbol_that_is_not_below_n) {
  rans_stack s;
  EXPECT_THROW(uniform(8).push(s, 8), domain_error);
  EXPECT_THROW(uniform(0), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

}  // namespace
}  // namespace ansatz
