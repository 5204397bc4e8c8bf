#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <cmath>
#include <hierarchy/hierarchy_losses.hpp>
#include <hilloc/hilloc.hpp>

#include "hierarchy/random_hierarchy.hpp"

namespace ansatz {
namespace {

double value(bits b) { return static_cast<double>(b.q24) / bits::one; }

std::vector<std::uint8_t> images(std::size_t count, bool binary) {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < 64 * count; ++i) {
    const std::uint64_t noise = supply::seeded(9).word(i) >> 20;
    out.push_back(static_cast<std::uint8_t>(binary ? noise % 8 < i % 8 : 20 * (i % 8) + noise % 90));
  }
  return out;
}

/// What is coded, each image on random bits of its own, the mean of some draws.
double coded(const hierarchy& m, const std::vector<std::uint8_t>& x, std::uint64_t draws) {
  double sum = 0;
  for (std::uint64_t seed = 0; seed < draws; ++seed)
    for (std::size_t i = 0; i < x.size() / 64; ++i) {
      const auto first = x.begin() + static_cast<std::ptrdiff_t>(64 * i);
      metered s{rans_stack{supply::seeded(1000 * seed + i)}};
      m.top_down() ? hilloc_images(m).push(s, {first, first + 64})
                   : bit_swap_images(m).push(s, {first, first + 64});
      sum += value(s.net());
    }
  return sum / static_cast<double>(draws);
}

/// From -ELBO in real numbers, over buckets, to integers: the sum is what coding costs, and no step costs
/// much.
TEST(hierarchy_losses, lead_from_the_elbo_to_the_coded_rate) {
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary"}) {
      const auto weights = testing::random_weights(testing::tiny_architecture(inference, pixels, 3));
      const hierarchy m{weights.file()};
      const auto x = images(10, m.binary());
      hierarchy_losses sum;
      constexpr int draws = 20;
      for (std::uint64_t seed = 0; seed < draws; ++seed) {
        const hierarchy_losses l = losses_of(weights.file(), x, seed);
        sum.ideal += l.ideal;
        sum.bucketing += l.bucketing;
        sum.fixed_point += l.fixed_point;
      }
      const double ideal = value(sum.ideal);
      EXPECT_NEAR(value(sum.expected()) / draws, coded(m, x, draws), 0.01 * ideal / draws)
          << inference << pixels;
      EXPECT_LT(std::fabs(value(sum.bucketing)), 0.003 * ideal) << inference << pixels;
      EXPECT_LT(std::fabs(value(sum.fixed_point)), 0.003 * ideal) << inference << pixels;
      EXPECT_GT(ideal, 0);
    }
}

/// How many of a million latents, popped by their posteriors, lie twelve scales and more from the mean: 13 of
/// them by a logistic distribution's own tails.
std::size_t wild_latents(latent_precision precision) {
  const hierarchy m = testing::random_hierarchy("bit_swap", "grey", 1);
  const auto x = images(1, false);
  const auto q = m.infer(x);
  const auto posterior = bit_swap_images(m, precision).posterior(x);
  rans_stack s{supply::seeded(5)};
  std::size_t wild = 0;
  for (std::size_t draw = 0; draw < 1000000 / q.size(); ++draw) {
    const auto z = posterior.pop(s);
    for (std::size_t i = 0; i < z.size(); ++i) {
      const double distance = (m.buckets().representative(z[i]) - q[i].mean) * 0x1p-24;
      wild += std::fabs(distance) * q[i].inverse_scale * 0x1p-16 > 12 ? 1 : 0;
    }
  }
  return wild;
}

/// A floor is a count that a pop may hit: where totals are too small, latents are drawn that no posterior
/// means.
TEST(hierarchy_losses, need_draws_that_no_floor_gives) {
  EXPECT_LT(wild_latents({}), 40u);
  EXPECT_GT(wild_latents({.popped = 18, .pushed = 18}), 500u);
}

TEST(hierarchy_losses, are_of_images_that_fit) {
  const auto weights = testing::random_weights(testing::tiny_architecture("bit_swap", "binary", 1));
  EXPECT_THROW(losses_of(weights.file(), std::vector<std::uint8_t>(63)), domain_error);
  EXPECT_THROW(losses_of(weights.file(), std::vector<std::uint8_t>(64, 2)), domain_error);
  EXPECT_EQ(losses_of(weights.file(), {}).ideal, bits{});
}

}  // namespace
}  // namespace ansatz
