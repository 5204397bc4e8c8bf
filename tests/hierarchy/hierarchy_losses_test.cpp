#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit_swap/bit_swap_coder.hpp>
#include <bit_swap/bit_swap_images.hpp>
#include <cmath>
#include <hilloc/hilloc.hpp>
#include <hilloc/hilloc_coder.hpp>

#include "hierarchy/random_hierarchy.hpp"

namespace ansatz {
namespace {

std::unique_ptr<hierarchy_coder> coder_with(const std::string& inference, const std::string& pixels,
                                            std::size_t levels) {
  safetensors weights = testing::random_weights(testing::tiny_architecture(inference, pixels, levels)).file();
  return std::make_unique<hierarchy_coder>(
      inference == "hilloc" ? hilloc_composition() : bit_swap_composition(), "tiny", std::move(weights));
}

image_set as_images(const std::vector<std::uint8_t>& numbers) {
  image_set out;
  for (auto from = numbers.begin(); from != numbers.end(); from += 64)
    out.push_back({{8, 8, 1}, {from, from + 64}});
  return out;
}

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
      sum += s.net().to_double();
    }
  return sum / static_cast<double>(draws);
}

/// From -ELBO in real numbers, over buckets, to integers: the sum is what coding costs, and no step costs
/// much.
TEST(hierarchy_losses, lead_from_the_elbo_to_the_coded_rate) {
  for (const char* inference : {"bit_swap", "hilloc"})
    for (const char* pixels : {"grey", "binary", "grey shorts", "binary shorts"}) {
      const auto coder = coder_with(inference, pixels, 3);
      const hierarchy& m = coder->networks();
      const auto x = images(10, m.binary());
      bits ideal_sum, buckets, integers;
      constexpr int draws = 20;
      for (std::uint64_t seed = 0; seed < draws; ++seed) {
        const rate_losses l = *coder->losses(as_images(x), seed);
        EXPECT_EQ(l.ideal, coder->ideal(as_images(x), seed));
        ideal_sum += l.ideal;
        buckets += l.steps.at(0).second;
        integers += l.steps.at(1).second;
      }
      const double ideal = ideal_sum.to_double();
      EXPECT_NEAR((ideal_sum + buckets + integers).to_double() / draws, coded(m, x, draws),
                  0.01 * ideal / draws)
          << inference << pixels;
      EXPECT_LT(std::fabs(buckets.to_double()), 0.003 * ideal) << inference << pixels;
      EXPECT_LT(std::fabs(integers.to_double()), 0.003 * ideal) << inference << pixels;
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
  const auto coder = coder_with("bit_swap", "binary", 1);
  EXPECT_THROW(coder->losses(as_images(std::vector<std::uint8_t>(64, 2)), 0), domain_error);
  EXPECT_THROW(coder->ideal(image_set{image{{7, 9, 1}, std::vector<std::uint8_t>(63)}}, 0), domain_error);
  EXPECT_EQ(coder->losses(image_set{}, 0)->ideal, bits{});
}

}  // namespace
}  // namespace ansatz
