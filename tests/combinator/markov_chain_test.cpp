#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/combinator/markov_chain.hpp>
#include <ansatz/testing/laws.hpp>
#include <array>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/symmetric_chain.hpp"

namespace ansatz {
namespace {

auto walk(std::size_t steps) { return markov_chain(uniform(8), std::vector<testing::symmetric_step>(steps)); }
const auto walks = [](std::size_t n) {
  return rc::gen::container<std::vector<std::uint32_t>>(n, rc::gen::inRange(0u, 8u));
};
ANSATZ_LAWS(markov_chain_of_one, walk(0), walks(1));
ANSATZ_LAWS(markov_chain_of_nine, walk(8), walks(9));

TEST(markov_chain, costs_its_steps) {
  metered s{exact_stack{}};
  walk(3).push(s, {5, 5, 6, 2});
  EXPECT_EQ(s.net(),
            log2_of(8) + log2_of(128) - log2_of(60) + log2_of(128) - log2_of(20) + log2_of(128) - log2_of(2));
}

/// A homogeneous chain is that of the same step again and again.
ANSATZ_LAWS(homogeneous_markov_chain, markov_chain(uniform(8), 9, testing::symmetric_step{}), walks(9));
TEST(markov_chain, of_one_step_is_that_of_a_list) {
  const std::vector<std::uint32_t> x{5, 5, 6, 2};
  EXPECT_EQ(testing::bytes_of(markov_chain(uniform(8), 4, testing::symmetric_step{}), x),
            testing::bytes_of(walk(3), x));
  EXPECT_THROW(markov_chain(uniform(8), 0, testing::symmetric_step{}), domain_error);
}

TEST(markov_chain, refuses_another_length) {
  rans_stack s;
  EXPECT_THROW(walk(3).push(s, {1, 2, 3}), domain_error);
  EXPECT_EQ(s, rans_stack{});
}

TEST(markov_chain, has_golden_bytes) { EXPECT_EQ(testing::bytes_of(walk(3), {5, 5, 6, 2}), "19b6a5fc320d"); }

TEST(markov_chain, mutants_are_caught) {
  const auto backwards = codec_of<std::vector<std::uint32_t>>(
      [](auto& s, const auto& x) { walk(2).push(s, {x[2], x[1], x[0]}); },  // given the element after it
      [](auto& s) { return walk(2).pop(s); });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(backwards), walks(3))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
