#include <ansatz/combinator/importance.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/monte_carlo.hpp"

namespace ansatz {
namespace {

using testing::symmetric_step, testing::target_for;

/// The uniform proposal knows nothing of x.
auto blind(std::uint32_t particles, unsigned precision = 24) {
  return testing::behind_a_step(
      [=](std::uint32_t x) { return importance(particles, uniform(8), target_for(x), precision); });
}

const auto eights = rc::gen::inRange(0u, 8u);
ANSATZ_LAWS(importance_of_one, blind(1, 7), eights);
ANSATZ_LAWS(importance_of_three, blind(3, 7), eights);
ANSATZ_LAWS(importance_of_twenty, blind(20), eights);
ANSATZ_LAWS(importance_alone, importance(4, symmetric_step{}(2), target_for(5), 7), eights);

TEST(importance, of_one_particle_is_its_proposal) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    auto s = testing::midlife<rans_stack>::from(seed), t = s;
    const auto plain = testing::behind_a_step([](std::uint32_t) { return uniform(8); });
    blind(1).push(s, 3);
    plain.push(t, 3);
    ASSERT_EQ(s, t);
  }
}

/// The list of operations, and the rate that belongs to the particles drawn.
TEST(importance, costs_minus_log_of_the_mean_weight) {
  const symmetric_step step;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    metered s{rans_stack{supply::seeded(seed)}};
    rans_stack t{supply::seeded(seed)};
    blind(4).push(s, 3);
    std::array<std::uint32_t, 4> z{};
    double mean = 0;
    for (auto& particle : z) {
      particle = uniform(8).pop(t);
      mean += std::exp2(-testing::in_bits(cost(step(particle), 3))) / 4;  // p(x | z) p(z) / q(z), q = p
    }
    EXPECT_NEAR(testing::in_bits(s.net()), -std::log2(mean), 2e-5);
    std::vector<std::uint64_t> weights;
    for (const auto particle : z) weights.push_back(step(particle).distribution.interval_of(3).freq);
    const auto by_weight = categorical(weights, 24);
    auto u = t;  // what is drawn by nearly the same masses is nearly always the same
    const std::uint32_t j = by_weight.pop(u);
    u = t;
    std::vector<bits> costs;
    for (const auto particle : z) costs.push_back(cost(step(particle), 3));
    if (detail::choice_by_cost(costs, 24).pop(u) != j) continue;
    for (std::uint32_t i = 0; i < 4; ++i)
      if (i != j) uniform(8).push(u, z[i]);
    uniform(4).push(u, j);
    step(z[j]).push(u, 3);
    uniform(8).push(u, z[j]);
    ASSERT_EQ(u, s.inner());
  }
}

TEST(importance, tightens_the_bound) {
  const auto one = testing::mean_cost_of(blind(1), 3, 4000), four = testing::mean_cost_of(blind(4), 3, 2000),
             many = testing::mean_cost_of(blind(64), 3, 500);
  EXPECT_GT(one.net, 3.8);
  EXPECT_LT(four.net, one.net - 0.5);
  EXPECT_LT(many.net, 3.05);
  EXPECT_GT(many.net, 2.98);
  EXPECT_GT(many.initial, 40 * one.initial);
}

/// A target that excludes: such a particle is never chosen.
TEST(importance, passes_over_impossible_particles) {
  const auto even = [](std::uint32_t z) { return z % 2 == 0 ? bits::whole(z) : impossible; };
  const auto c = importance(16, uniform(8), even);
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    rans_stack s{supply::seeded(seed)};
    EXPECT_EQ(c.pop(s) % 2, 0u);
  }
  rans_stack s;
  // A sum of costs of which one is impossible is so, too.
  const auto summed = importance(16, uniform(8), [&](std::uint32_t z) { return even(z) + bits::whole(3); });
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    rans_stack t{supply::seeded(seed)};
    EXPECT_EQ(summed.pop(t) % 2, 0u);
  }
  const auto none = importance(4, uniform(8), [](std::uint32_t) { return impossible; });
  EXPECT_THROW(none.pop(s), domain_error);
}

TEST(importance, refuses_counts_that_cannot_be) {
  EXPECT_THROW(blind(0).push(*std::make_unique<rans_stack>(), 1), domain_error);
  EXPECT_THROW(importance(9, uniform(8), target_for(1), 3), domain_error);
  EXPECT_NO_THROW(importance(8, uniform(8), target_for(1), 3));
}

TEST(importance, has_golden_bytes) { EXPECT_EQ(testing::bytes_of(blind(4), 3), "080913ec7591f08446"); }

/// Puts the particles back in another order.
struct another_order {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t z) const {
    importance(3, symmetric_step{}(2), target_for(5), 7).push(s, z);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    const auto proposal = symmetric_step{}(2);
    std::vector<std::uint32_t> z;
    std::vector<bits> costs;
    for (int i = 0; i < 3; ++i) {
      z.push_back(proposal.pop(s));
      costs.push_back(target_for(5)(z.back()) - cost(proposal, z.back()));
    }
    const std::uint32_t j = detail::choice_by_cost(costs, 7).pop(s);
    for (std::uint32_t i = 3; i-- > 0;)
      if (i != j) proposal.push(s, z[i]);
    uniform(3).push(s, j);
    return z[j];
  }
};
TEST(importance, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(another_order{}), eights)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
