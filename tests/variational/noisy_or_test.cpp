#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <variational/noisy_or.hpp>

#include "variational/small_noisy_or.hpp"

namespace ansatz {
namespace {

TEST(noisy_or, levels_are_hazards_by_twelfths_of_an_octave) {
  EXPECT_EQ(hazard_of_level(0), bits{});
  EXPECT_EQ(hazard_of_level(240), bits::whole(16));
  EXPECT_EQ(hazard_of_level(228), bits::whole(8));
  for (std::uint8_t level = 1; level <= 240; ++level)
    EXPECT_NEAR(real(hazard_of_level(level)) / std::exp2(4 + (level - 240) / 12.0), 1, 0.005);
  EXPECT_THROW(hazard_of_level(241), domain_error);
}

TEST(noisy_or, every_joint_probability_is_the_formulas) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const std::size_t latents = 1 + seed;
    const noisy_or_parameters p = drawn_noisy_or(20, latents, seed);
    const std::vector<std::uint8_t> x = drawn_pixels(20, seed);
    const joint_table joint = noisy_or{p}.joint(x);
    ASSERT_EQ(joint.latents(), latents);
    for (std::uint32_t z = 0; z >> latents == 0; ++z)
      EXPECT_NEAR(real(joint[z]), joint_by_formula(p, x, z), 1e-4) << z;
  }
}

TEST(noisy_or, probabilities_of_all_vectors_sum_to_one) {
  const noisy_or model{drawn_noisy_or(8, 3, 7)};
  double sum = 0;
  for (unsigned v = 0; v < 256; ++v) {
    std::vector<std::uint8_t> x;
    for (unsigned d = 0; d < 8; ++d) x.push_back(static_cast<std::uint8_t>(v >> d & 1));
    sum += std::exp2(-real(model.joint(x).information()));
  }
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(noisy_or, knows_how_probably_a_pixel_is_dark) {
  const noisy_or_parameters p = drawn_noisy_or(6, 4, 3);
  const noisy_or model{p};
  std::vector<double> sums(6);
  for (std::uint32_t z = 0; z < 16; ++z) {
    double prior = 1;
    for (std::size_t k = 0; k < 4; ++k)
      prior *= (z >> k & 1) != 0 ? p.prior[k] / 128.0 : 1 - p.prior[k] / 128.0;
    const auto dark = model.dark(z);
    for (std::size_t d = 0; d < 6; ++d) sums[d] += prior * dark[d] * 0x1p-31;
  }
  for (std::size_t d = 0; d < 6; ++d) EXPECT_NEAR(model.dark()[d] * 0x1p-31, sums[d], 1e-6);
  EXPECT_THROW((void)model.dark(16), domain_error);
}

TEST(noisy_or, refuses_what_does_not_fit) {
  const noisy_or_parameters good = drawn_noisy_or(4, 2, 0);
  const auto refused = [&](auto change) {
    noisy_or_parameters p = good;
    change(p);
    EXPECT_THROW(noisy_or{p}, domain_error);
  };
  refused([](auto& p) { p.dims = 0; });
  refused([](auto& p) { p.dims = 5; });
  refused([](auto& p) { p.dims = SIZE_MAX; });
  refused([](auto& p) { p.prior.clear(); });
  refused([](auto& p) { p.prior[1] = 0; });
  refused([](auto& p) { p.prior[1] = 128; });
  refused([](auto& p) { p.levels[0] = 0; });
  refused([](auto& p) { p.levels[7] = 241; });
  refused([](auto& p) { p.levels.pop_back(); });
  refused([](auto& p) {
    p = {(1u << 13), std::vector<std::uint8_t>(16, 1), std::vector<std::uint8_t>(17u << 13, 1)};
  });
  const noisy_or model{good};
  EXPECT_THROW((void)model.joint(std::vector<std::uint8_t>(3)), domain_error);
  EXPECT_THROW((void)model.joint(std::vector<std::uint8_t>{0, 1, 2, 0}), domain_error);
}

}  // namespace
}  // namespace ansatz
