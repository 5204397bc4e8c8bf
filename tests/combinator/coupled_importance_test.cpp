#include <ansatz/combinator/coupled_importance.hpp>
#include <ansatz/combinator/dependent.hpp>
#include <ansatz/combinator/serial.hpp>
#include <ansatz/testing/laws.hpp>
#include <set>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/coin.hpp"
#include "combinator/monte_carlo.hpp"

namespace ansatz {
namespace {

using testing::symmetric_step, testing::target_for;

auto coupled(std::uint32_t particles, unsigned precision = 24) {
  return testing::behind_a_step(
      [=](std::uint32_t x) { return coupled_importance(particles, uniform(8), target_for(x), precision); });
}
/// A proposal that is neither uniform nor of one coordinate, and whose intervals are no powers of two.
auto pairs(std::uint32_t particles) {
  const auto target = joint_cost(
      serial(uniform(8), testing::coin(30)),
      [](const std::tuple<std::uint32_t, std::uint32_t>& z) { return symmetric_step{}(std::get<0>(z)); }, 5u);
  return coupled_importance(particles, serial(symmetric_step{}(2), testing::coin(77)), target, 7);
}

const auto eights = rc::gen::inRange(0u, 8u);
ANSATZ_LAWS(coupled_importance_of_one, coupled(1, 7), eights);
ANSATZ_LAWS(coupled_importance_of_three, coupled(3, 7), eights);
ANSATZ_LAWS(coupled_importance_of_twenty, coupled(20), eights);
ANSATZ_LAWS(coupled_importance_of_pairs, pairs(5), rc::gen::tuple(eights, rc::gen::inRange(0u, 2u)));

/// Eight particles shifted by eighths of eight are all latents: the sum is exact, whatever is drawn.
TEST(coupled_importance, of_all_latents_costs_minus_log_p) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    metered s{rans_stack{supply::seeded(seed)}};
    coupled(8).push(s, 3);
    EXPECT_NEAR(testing::in_bits(s.net()), 3, 2e-5);
  }
}

TEST(coupled_importance, takes_initial_bits_that_do_not_grow) {
  for (const std::uint32_t particles : {1u, 4u, 64u}) {
    const auto mean = testing::mean_cost_of(coupled(particles), 3, 300);
    EXPECT_LT(mean.initial, 3.2 + std::log2(particles)) << particles;  // of three to be drawn, and the choice
  }
}

TEST(coupled_importance, samples_each_coordinate_evenly) {
  const detail::particle_shifts shifts(16, 3);
  for (std::size_t c = 0; c < 3; ++c) {
    EXPECT_EQ(shifts.shift(0, c, 160), 0u);
    std::set<std::uint32_t> sixteenths;
    for (std::uint32_t i = 0; i < 16; ++i) sixteenths.insert(shifts.shift(i, c, 160) / 10);
    EXPECT_EQ(sixteenths.size(), 16u);
  }
  EXPECT_NE(shifts.shift(1, 1, 160), shifts.shift(1, 2, 160));
}

/// A likelihood that repeats along the coordinate, 16 times: shifts by whole sixteenths would hit it alike.
TEST(coupled_importance, tightens_the_bound_where_the_likelihood_repeats) {
  const auto likelihood = [](std::uint32_t z) { return symmetric_step{}(z % 8); };
  const auto of = [&](std::uint32_t particles) {
    const auto codec = bits_back(uniform(128), likelihood, [=](std::uint32_t x) {
      return coupled_importance(particles, uniform(128), joint_cost(uniform(128), likelihood, x));
    });
    return testing::mean_cost_of(codec, 3, 1000).net;
  };
  EXPECT_LT(of(4), of(1) - 0.2);
  EXPECT_LT(of(16), of(4) - 0.1);
}

/// A die more where the first one is low.
struct some_dice {
  using symbol_type = std::vector<std::uint32_t>;
  template <class S>
  void push(S& s, const symbol_type& z) const {
    for (std::size_t i = z.size(); i-- > 0;) uniform(6).push(s, z[i]);
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type z{uniform(6).pop(s), uniform(6).pop(s)};
    if (z[0] < 3) z.push_back(uniform(6).pop(s));
    return z;
  }
};
TEST(coupled_importance, refuses_as_many_intervals_as_the_latent_likes) {
  const auto c = coupled_importance(4, some_dice{}, [](const std::vector<std::uint32_t>&) { return bits{}; });
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    rans_stack s{supply::seeded(seed)};
    EXPECT_THROW(c.pop(s), domain_error);
  }
}

TEST(coupled_importance, refuses_totals_that_depend_on_the_latent) {
  const auto proposal = dependent(uniform(8), [](std::uint32_t z) { return uniform(z + 1); });
  const auto c =
      coupled_importance(8, proposal, [](const std::pair<std::uint32_t, std::uint32_t>&) { return bits{}; });
  rans_stack s;
  EXPECT_THROW(c.pop(s), domain_error);
  EXPECT_THROW(coupled_importance(0, uniform(8), target_for(1)), domain_error);
  EXPECT_THROW(coupled_importance(9, uniform(8), target_for(1), 3), domain_error);
}

TEST(coupled_importance, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(coupled(4), 3), "05ac0e09837d765f97");
}

/// Takes another particle for the chosen one.
struct another {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t z) const {
    const auto c = coupled_importance(3, uniform(8), target_for(5), 7);
    const std::uint32_t chosen = uniform(3).pop(s);
    uniform(3).push(s, chosen == 0 ? 0 : chosen - 1);
    c.push(s, z);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    return coupled_importance(3, uniform(8), target_for(5), 7).pop(s);
  }
};
TEST(coupled_importance, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(another{}), eights)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
