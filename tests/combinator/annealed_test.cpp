#include <ansatz/combinator/annealed.hpp>
#include <ansatz/combinator/importance.hpp>
#include <ansatz/combinator/nested.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/testing/laws.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/monte_carlo.hpp"

namespace ansatz {
namespace {

using testing::symmetric_step;

std::vector<bits> target_costs(std::uint32_t x) {
  std::vector<bits> costs;
  for (std::uint32_t z = 0; z < 8; ++z) costs.push_back(joint_cost(uniform(8), symmetric_step{}, x)(z));
  return costs;
}
auto moves(std::uint32_t x, std::uint32_t steps, unsigned precision) {
  return annealed(std::vector(8, bits::whole(3)), target_costs(x), steps, precision);
}
auto swapped(std::uint32_t steps, unsigned precision = 24) {
  return testing::behind_a_step(
      [=](std::uint32_t x) { return bit_swap(uniform(8), moves(x, steps, precision)); });
}
auto plain(std::uint32_t steps, unsigned precision = 24) {
  return testing::behind_a_step(
      [=](std::uint32_t x) { return nested(uniform(8), moves(x, steps, precision)); });
}

const auto eights = rc::gen::inRange(0u, 8u);
ANSATZ_LAWS(annealed_in_one_step, swapped(1, 7), eights);
ANSATZ_LAWS(annealed_in_bit_swap_order, swapped(5, 7), eights);
ANSATZ_LAWS(annealed_nested, plain(5, 7), eights);
ANSATZ_LAWS(a_metropolis_move, metropolis_move(target_costs(3), 7)(2), eights);

TEST(annealed, moves_in_detailed_balance) {
  const auto costs = target_costs(3);
  const metropolis_move move{costs, 24};
  const auto log_mass = [&](std::uint32_t from, std::uint32_t to) {
    return testing::in_bits(cost(move(from), to));
  };
  for (std::uint32_t a = 0; a < 8; ++a)
    for (std::uint32_t b = 0; b < 8; ++b)
      EXPECT_NEAR(log_mass(a, b) + testing::in_bits(costs[a]), log_mass(b, a) + testing::in_bits(costs[b]),
                  1e-4);
}

TEST(annealed, tightens_the_bound) {
  const auto one = testing::mean_cost_of(swapped(1), 3, 4000),
             four = testing::mean_cost_of(plain(4), 3, 2000), many = testing::mean_cost_of(plain(64), 3, 500);
  EXPECT_LT(four.net, one.net - 0.3);
  EXPECT_LT(many.net, four.net - 0.2);
  EXPECT_GT(many.net, 2.98);
  EXPECT_LT(many.net, 3.05);
}

TEST(annealed, in_bit_swap_order_takes_the_same_and_borrows_less) {
  const auto at_once = testing::mean_cost_of(swapped(64), 3, 2000),
             after = testing::mean_cost_of(plain(64), 3, 2000);
  EXPECT_LT(5 * at_once.initial, after.initial);
  EXPECT_NEAR(at_once.net, after.net, 0.05);
}

/// Why popped moves have odd totals: in Bit-Swap order a move would else read cells that the one before it
/// has just pushed, under nearly the same masses, and lead back to where the latent came from.
TEST(annealed, with_equal_totals_goes_to_and_fro) {
  const auto to_and_fro = testing::behind_a_step([](std::uint32_t x) {
    auto levels = moves(x, 64, 24);
    for (auto& l : levels) l.likelihood = l.posterior;  // whose total is a power of two
    return bit_swap(uniform(8), levels);
  });
  EXPECT_GT(testing::mean_cost_of(to_and_fro, 3, 500).net,
            testing::mean_cost_of(swapped(64), 3, 500).net + 0.2);
}

/// Sharp likelihoods: moves are rare events, which dirty bits would make rarer still.
TEST(annealed, in_bit_swap_order_falls_to_minus_log_p_where_moves_are_rare) {
  const auto effect = [](std::uint32_t z) {
    std::vector<std::uint64_t> weights(16, 1);
    weights[z] = 100;
    return categorical(weights, 16);
  };
  const auto of = [&](std::uint32_t steps) {
    const auto codec = bits_back(uniform(16), effect, [=](std::uint32_t x) {
      std::vector<bits> target;
      for (std::uint32_t z = 0; z < 16; ++z) target.push_back(joint_cost(uniform(16), effect, x)(z));
      return bit_swap(uniform(16), annealed(std::vector(16, bits::whole(4)), target, steps));
    });
    return testing::mean_cost_of(codec, 7, 300).net;
  };
  EXPECT_LT(of(64), 4.9);
  EXPECT_LT(of(512), 4.3);  // -log2 p(x) = 4
}

TEST(annealed, refuses_a_target_that_excludes) {
  std::vector costs(4, bits{}), without = costs;
  without[2] = impossible;
  EXPECT_THROW(annealed(costs, without, 8), domain_error);
  // What neither gives is never reached.
  const auto levels = annealed(without, without, 8);
  EXPECT_FALSE(is_possible(cost(levels.front().likelihood(0), 2)));
  EXPECT_THROW(annealed(costs, {}, 8), domain_error);
  EXPECT_THROW(annealed(costs, costs, 0), domain_error);
  EXPECT_THROW(metropolis_move({}, 8), domain_error);
  EXPECT_THROW(metropolis_move(costs, 2), domain_error);
}

TEST(annealed, refuses_a_latent_that_there_is_not_and_costs_beyond_all_sums) {
  for (const std::uint32_t z : {2u, 3u, 7u, 1u << 31, UINT32_MAX})
    EXPECT_THROW(metropolis_move({bits{}, bits{}}, 8)(z), domain_error) << z;
  const std::vector costs(4, bits{});
  for (const std::int64_t q24 : {INT64_MIN, INT64_MIN + 1, -impossible.q24 - 1}) {
    auto low = costs;
    low[1] = bits{q24};
    EXPECT_THROW(metropolis_move(low, 8), domain_error);
    EXPECT_THROW(annealed(low, costs, 3), domain_error);
    EXPECT_THROW(annealed(costs, low, 3), domain_error);
  }
}

TEST(annealed, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(swapped(4), 3), "037ab5d03b7d36dd31");
  EXPECT_EQ(testing::bytes_of(plain(4), 3), "09af05572a9fd3e68f");
}

/// Heats on one side and cools on the other.
struct reversed {
  using symbol_type = std::uint32_t;
  template <class S>
  void push(S& s, std::uint32_t z) const {
    bit_swap(uniform(8), moves(5, 4, 7)).push(s, z);
  }
  template <class S>
  std::uint32_t pop(S& s) const {
    auto levels = moves(5, 4, 7);
    std::ranges::reverse(levels);
    return bit_swap(uniform(8), levels).pop(s);
  }
};
TEST(annealed, mutants_are_caught) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(reversed{}), eights)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

}  // namespace
}  // namespace ansatz
