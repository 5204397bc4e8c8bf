#include <ansatz/combinator/state_space.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/symmetric_chain.hpp"

namespace ansatz {
namespace {

/// A number below 8 that walks on a circle and is seen through one more step. The filter knows nothing but
/// the last symbol: a posterior that is not the exact one, of full support.
struct circle {
  using state_type = std::uint32_t;
  using symbol_type = std::uint32_t;
  using step = testing::symmetric_step;

  struct filter_type {
    std::uint32_t last = 0;
    void observe(std::uint32_t x) { last = x; }
    auto posterior() const { return step{}(last); }
    auto backward(std::uint32_t) const { return step{}(last); }
  };
  auto initial() const { return uniform(8); }
  auto transition(std::uint32_t z) const { return step{}(z); }
  auto emission(std::uint32_t z) const { return step{}(z); }
  filter_type filter() const { return {}; }
};

const auto texts = [](std::size_t n) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, 8u));
};
ANSATZ_LAWS(state_space_of_twelve, state_space(12, circle{}), texts(12));
ANSATZ_LAWS(state_space_of_one, state_space(1, circle{}), texts(1));
ANSATZ_LAWS(state_space_of_none, state_space(0, circle{}), texts(0));

/// The list of operations, written out.
TEST(state_space, pushes_a_symbol_before_it_pops_the_next_state) {
  const circle::step step;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    auto s = testing::midlife<testing::rans_stack_16_8>::from(seed), t = s;
    state_space(3, circle{}).push(s, {4, 5, 7});
    const auto z3 = step(7).pop(t);
    step(z3).push(t, 7);
    const auto z2 = step(5).pop(t);
    step(z2).push(t, z3);
    step(z2).push(t, 5);
    const auto z1 = step(4).pop(t);
    step(z1).push(t, z2);
    step(z1).push(t, 4);
    uniform(8).push(t, z1);
    ASSERT_EQ(s, t);
  }
}

TEST(state_space, refuses_another_length) {
  rans_stack s;
  EXPECT_THROW(state_space(3, circle{}).push(s, {1, 2}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(state_space, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(state_space(3, circle{}), {4, 5, 7}), "101227bd6e6c6e789e6a");
}

/// A filter that has seen a symbol too many when a state before it is popped.
struct ahead {
  using symbol_type = std::vector<std::uint32_t>;
  template <class S>
  void push(S& s, const symbol_type& x) const {
    const circle::step step;
    const auto z2 = step(x[1]).pop(s);
    step(z2).push(s, x[1]);
    const auto z1 = step(x[1]).pop(s);
    step(z1).push(s, z2);
    step(z1).push(s, x[0]);
    uniform(8).push(s, z1);
  }
  template <class S>
  symbol_type pop(S& s) const {
    return state_space(2, circle{}).pop(s);
  }
};
TEST(state_space, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(ahead{}), texts(2))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
