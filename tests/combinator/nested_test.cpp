#include <ansatz/combinator/nested.hpp>
#include <ansatz/primitive/categorical.hpp>
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

/// Two levels, inferred from the top down, exactly: z_2 given x is two steps away, z_1 is weighed between
/// both.
auto top_down(unsigned precision) {
  using testing::symmetric_step;
  const auto mass = [](std::uint32_t from, std::uint32_t to) {
    return std::uint64_t{symmetric_step{}(from).distribution.interval_of(to).freq};
  };
  const auto of = [precision](auto weight) {
    std::vector<std::uint64_t> weights;
    for (std::uint32_t z = 0; z < 8; ++z) weights.push_back(weight(z));
    return categorical(weights, precision);
  };
  return nested_top_down(uniform(8), std::vector(1, symmetric_step{}), symmetric_step{},
                         [=](std::uint32_t x) {
                           const auto two_steps = [=](std::uint32_t z2) {
                             std::uint64_t sum = 0;
                             for (std::uint32_t z1 = 0; z1 < 8; ++z1) sum += mass(z2, z1) * mass(z1, x);
                             return sum;
                           };
                           const auto between = [=](std::uint32_t z2) {
                             return of([=](std::uint32_t z1) { return mass(z2, z1) * mass(z1, x); });
                           };
                           return markov_chain(of(two_steps), std::vector(1, between));
                         });
}
ANSATZ_LAWS(nested_from_the_top_down, top_down(7), number);

TEST(nested, from_the_top_down_costs_minus_log_p) {
  for (std::uint32_t x = 0; x < 8; ++x) {
    metered s{rans_stack{supply::seeded(x)}};
    top_down(24).push(s, x);
    EXPECT_NEAR(static_cast<double>(s.net().q24) / bits::one, 3, 1e-4);
  }
}

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
