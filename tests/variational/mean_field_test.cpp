#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <variational/inference.hpp>
#include <variational/mean_field.hpp>

#include "variational/small_noisy_or.hpp"

namespace ansatz {
namespace {

/// KL(q || p(z | x)) by enumeration, in bits.
double divergence(const joint_table& joint, const mean_field& q) {
  double sum = 0;
  for (std::uint32_t z = 0; z < joint.costs().size(); ++z) {
    double mass = 1;
    for (std::size_t k = 0; k < q.ones.size(); ++k)
      mass *= ((z >> k & 1) != 0 ? q.ones[k] : q.total() - q.ones[k]) / static_cast<double>(q.total());
    sum += mass * (std::log2(mass) + real(joint[z] - joint.information()));
  }
  return sum;
}

TEST(mean_field, a_mass_has_the_odds_that_it_was_made_of) {
  for (const unsigned precision : {1u, 8u, 24u, 30u})
    for (std::int64_t odds = -40 * bits::one; odds <= 40 * bits::one; odds += bits::one / 3) {
      const std::uint32_t mass = mass_of_odds({odds}, precision);
      ASSERT_GE(mass, 1u);
      ASSERT_LT(mass, 1u << precision);
      EXPECT_EQ(mass + mass_of_odds({-odds}, precision), 1u << precision);
      const double exact = std::exp2(precision) / (1 + std::exp2(-static_cast<double>(odds) * 0x1p-24));
      EXPECT_NEAR(mass, exact, 1 + 1e-9 * exact);
    }
  EXPECT_NEAR(real(odds_of_mass(3, 4)), std::log2(3.0 / 13), 1e-6);
  EXPECT_THROW((void)mass_of_odds({}, 31), domain_error);
  EXPECT_THROW((void)odds_of_mass(0, 8), domain_error);
}

TEST(mean_field, negative_elbo_is_the_information_and_the_divergence) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const noisy_or model{drawn_noisy_or(30, 6, seed)};
    const std::vector<std::uint8_t> x = drawn_pixels(30, seed);
    const joint_table joint = model.joint(x);
    mean_field q = prior_of(model, 30);
    for (int i = 0; i < 4; ++i) {
      EXPECT_NEAR(real(negative_elbo(joint, q) - joint.information()), divergence(joint, q), 1e-5);
      sweep(joint, q);
    }
  }
}

TEST(mean_field, sweeps_never_raise_the_negative_elbo_and_come_to_rest) {
  constexpr bits rounding{1 << 6};  // 2^-18 bits
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const noisy_or model{drawn_noisy_or(40, 8, seed)};
    const joint_table joint = model.joint(drawn_pixels(40, seed));
    mean_field q = prior_of(model, 30);
    bits last = negative_elbo(joint, q);
    for (int i = 0; i < 30; ++i) {
      sweep(joint, q);
      const bits now = negative_elbo(joint, q);
      EXPECT_LE(now, last + rounding);
      EXPECT_GE(now, joint.information() - rounding);
      last = now;
    }
    // Where they rest each latent's odds are what the others' make of them.
    mean_field again = q;
    sweep(joint, again);
    for (std::size_t k = 0; k < q.ones.size(); ++k)
      EXPECT_NEAR(q.ones[k] * 0x1p-30, again.ones[k] * 0x1p-30, 1e-3);
  }
}

TEST(mean_field, one_latent_is_exact_after_one_sweep) {
  const noisy_or model{drawn_noisy_or(30, 1, 1)};
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const joint_table joint = model.joint(drawn_pixels(30, seed));
    mean_field q = prior_of(model, 30);
    sweep(joint, q);
    EXPECT_NEAR(real(negative_elbo(joint, q)), real(joint.information()), 1e-5);
  }
}

TEST(mean_field, refuses_what_does_not_fit) {
  const joint_table joint{std::vector<bits>(4)};
  mean_field q{8, {1, 255}};
  EXPECT_EQ(joint.information(), bits::whole(-2));
  EXPECT_NO_THROW(sweep(joint, q));
  for (mean_field bad :
       {mean_field{8, {1}}, {8, {0, 1}}, {8, {256, 1}}, {0, {}}, {31, {1, 1}}, {8, {1, 1, 1}}}) {
    EXPECT_THROW(sweep(joint, bad), domain_error);
    EXPECT_THROW((void)negative_elbo(joint, bad), domain_error);
  }
  EXPECT_THROW((void)joint[4], domain_error);
  EXPECT_THROW(joint_table{std::vector<bits>(3)}, domain_error);
  EXPECT_THROW(joint_table{{}}, domain_error);
  EXPECT_THROW(joint_table{std::vector<bits>(std::size_t{1} << 17)}, domain_error);
  EXPECT_THROW(joint_table{std::vector<bits>(2, bits::whole(std::int64_t{1} << 31))}, domain_error);
}

}  // namespace
}  // namespace ansatz
