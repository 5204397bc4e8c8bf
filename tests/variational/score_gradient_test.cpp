#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <array>
#include <variational/inference.hpp>
#include <variational/score_gradient.hpp>

#include "variational/small_noisy_or.hpp"

namespace ansatz {
namespace {

const noisy_or model{drawn_noisy_or(30, 4, 2)};
const std::vector<std::uint8_t> pixels = drawn_pixels(30, 5);

struct moments {
  std::vector<double> mean, variance;
};

moments of_estimates(control_variate control, int count) {
  const joint_table joint = model.joint(pixels);
  score_gradient g{prior_of(model, 24), {.samples = 4, .control = control}, 1};
  std::vector<double> sum(4), squares(4);
  for (int i = 0; i < count; ++i) {
    const std::vector<bits> estimate = g.estimate(joint);
    for (std::size_t k = 0; k < 4; ++k) {
      sum[k] += real(estimate[k]);
      squares[k] += real(estimate[k]) * real(estimate[k]);
    }
  }
  moments out;
  for (std::size_t k = 0; k < 4; ++k) {
    out.mean.push_back(sum[k] / count);
    out.variance.push_back(squares[k] / count - out.mean[k] * out.mean[k]);
  }
  return out;
}

TEST(score_gradient, is_right_on_average_and_varies_less_with_a_control_variate) {
  const std::vector<bits> exact = exact_gradient(model.joint(pixels), prior_of(model, 24));
  constexpr int count = 20000;
  std::array<double, 3> total{};
  for (const control_variate control :
       {control_variate::none, control_variate::running_mean, control_variate::leave_one_out}) {
    const moments m = of_estimates(control, count);
    for (std::size_t k = 0; k < 4; ++k) {
      EXPECT_NEAR(m.mean[k], real(exact[k]), 5 * std::sqrt(m.variance[k] / count));
      total[static_cast<std::size_t>(control)] += m.variance[k];
    }
  }
  EXPECT_LT(2 * total[2], total[0]);
  EXPECT_LT(2 * total[1], total[0]);
}

TEST(score_gradient, exact_gradient_is_the_slope_of_the_negative_elbo) {
  const joint_table joint = model.joint(pixels);
  const mean_field q = prior_of(model, 30);
  const std::vector<bits> exact = exact_gradient(joint, q);
  for (std::size_t k = 0; k < 4; ++k) {
    const auto at = [&](double more) {
      mean_field moved = q;
      const bits odds = odds_of_mass(q.ones[k], 30) + bits{static_cast<std::int64_t>(more * 0x1p24)};
      moved.ones[k] = mass_of_odds(odds, 30);
      return real(negative_elbo(joint, moved));
    };
    EXPECT_NEAR((at(0.01) - at(-0.01)) / 0.02, real(exact[k]) * std::log(2.0), 1e-3);
  }
}

TEST(score_gradient, comes_where_sweeps_come) {
  const joint_table joint = model.joint(pixels);
  const bits swept = negative_elbo(joint, infer(model, joint, pixels, {.steps = 30}));
  const inference how{
      .method = inference_method::score, .steps = 3000, .score = {.samples = 16, .rate = 1u << 15}};
  EXPECT_NEAR(real(negative_elbo(joint, infer(model, joint, pixels, how))), real(swept), 0.005 * real(swept));
}

TEST(score_gradient, depends_on_its_seed_and_nothing_else) {
  const joint_table joint = model.joint(pixels);
  const auto after = [&](std::uint64_t seed) {
    return infer(model, joint, pixels, {.method = inference_method::score, .steps = 20, .seed = seed});
  };
  EXPECT_EQ(after(1), after(1));
  EXPECT_NE(after(1), after(2));
}

TEST(score_gradient, refuses_settings_out_of_range) {
  const mean_field q = prior_of(model, 24);
  EXPECT_THROW((score_gradient{q, {.samples = 0}, 0}), domain_error);
  EXPECT_THROW((score_gradient{q, {.samples = 257}, 0}), domain_error);
  EXPECT_THROW((score_gradient{q, {.samples = 1}, 0}), domain_error);
  EXPECT_THROW((score_gradient{q, {.rate = (1u << 20) + 1}, 0}), domain_error);
  EXPECT_THROW((score_gradient{q, {.control = static_cast<control_variate>(3)}, 0}), domain_error);
  score_gradient g{q, {}, 0};
  EXPECT_THROW(g.step(joint_table{std::vector<bits>(4)}), domain_error);
  EXPECT_THROW((void)exact_gradient(joint_table{std::vector<bits>(4)}, q), domain_error);
}

}  // namespace
}  // namespace ansatz
