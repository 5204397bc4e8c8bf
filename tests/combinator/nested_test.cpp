#include <ansatz/combinator/nested.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/symmetric_chain.hpp"

namespace ansatz {
namespace {

auto nested_of(std::size_t levels) { return nested(uniform(8), testing::symmetric_levels(levels)); }
const auto number = rc::gen::inRange(0u, 8u);
ANSATZ_LAWS(nested_of_one_level, nested_of(1), number);
ANSATZ_LAWS(nested_of_6_levels, nested_of(6), number);

/// The list of operations, written out.
TEST(nested, pops_all_latents_before_it_pushes) {
  const testing::symmetric_step step;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    auto s = testing::midlife<testing::rans_stack_16_8>::from(seed), t = s;
    nested_of(2).push(s, 6);
    const auto z1 = step(6).pop(t), z2 = step(z1).pop(t);
    step(z1).push(t, 6);
    step(z2).push(t, z1);
    uniform(8).push(t, z2);
    ASSERT_EQ(s, t);
  }
}

TEST(nested, of_one_level_is_bits_back) {
  EXPECT_EQ(
      testing::bytes_of(nested_of(1), 5),
      testing::bytes_of(bits_back(uniform(8), testing::symmetric_step{}, testing::symmetric_step{}), 5));
}

TEST(nested, needs_a_level) { EXPECT_THROW(nested_of(0), domain_error); }

TEST(nested, has_golden_bytes) { EXPECT_EQ(testing::bytes_of(nested_of(3), 5), "078882a22d4b69dc12"); }

/// Latents pushed upside down.
struct upside_down {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t x) const {
    const testing::symmetric_step step;
    const auto z1 = step(x).pop(s), z2 = step(z1).pop(s);
    step(z2).push(s, z1);
    step(z1).push(s, x);
    uniform(8).push(s, z2);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return nested_of(2).pop(s);
  }
};
TEST(nested, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(upside_down{}), number)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
