#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <variational/logistic_factors.hpp>

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 16;

logistic_factors_parameters drawn(std::size_t dims, std::size_t latents, std::uint64_t seed) {
  logistic_factors_parameters p;
  for (std::size_t i = 0; i < dims * (latents + 1); ++i) {
    const auto number =
        static_cast<std::int32_t>(supply::seeded(seed).word(i) >> 46) - 2 * one;  // within +-2
    (i < dims ? p.offsets : p.weights).push_back(number);
  }
  return p;
}
std::vector<std::uint8_t> drawn_pixels(std::size_t dims, std::uint64_t seed) {
  std::vector<std::uint8_t> x;
  for (std::size_t d = 0; d < dims; ++d)
    x.push_back(static_cast<std::uint8_t>(supply::seeded(seed).word(d) >> 63));
  return x;
}

const logistic_factors tiny{drawn(4, 2, 1), 3};
const auto pixels = rc::gen::container<std::vector<std::uint8_t>>(
    4, rc::gen::map(rc::gen::inRange(0, 2), [](int v) { return static_cast<std::uint8_t>(v); }));
ANSATZ_LAWS(logistic_factors_reparameterised, logistic_factors_codec(tiny, {.steps = 2}, 7), pixels);
ANSATZ_LAWS(logistic_factors_by_score,
            logistic_factors_codec(tiny, {.estimator = gradient_estimator::score, .steps = 2}, 7), pixels);
ANSATZ_LAWS(logistic_factors_of_large_totals, logistic_factors_codec(tiny, {.steps = 2}), pixels);

TEST(logistic_factors, probabilities_of_all_vectors_sum_to_one) {
  double sum = 0;
  for (unsigned v = 0; v < 16; ++v) {
    std::vector<std::uint8_t> x;
    for (unsigned d = 0; d < 4; ++d) x.push_back(static_cast<std::uint8_t>(v >> d & 1));
    sum += std::exp2(-tiny.joint(x).information().to_double());
  }
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(logistic_factors, both_estimators_come_near_the_information_and_to_the_same) {
  const logistic_factors model{drawn(30, 2, 2), 7};
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    const std::vector<std::uint8_t> x = drawn_pixels(30, seed);
    const joint_table joint = model.joint(x);
    const auto after = [&](gradient_estimator by, std::uint32_t steps) {
      return negative_elbo(joint, model.buckets(),
                           model.posterior(x, {.estimator = by, .steps = steps, .samples = 32}))
          .to_double();
    };
    const double slopes = after(gradient_estimator::reparameterised, 300),
                 score = after(gradient_estimator::score, 300);
    EXPECT_LT(slopes, after(gradient_estimator::reparameterised, 0));
    EXPECT_GT(slopes, joint.information().to_double());
    EXPECT_NEAR(slopes, score, 0.005 * slopes);
    EXPECT_NEAR(after(gradient_estimator::path, 300), slopes, 0.005 * slopes);
  }
}

/// Mean and variance of estimates of each slope.
struct moments {
  std::vector<double> mean, variance;
  double all = 0;
};
moments moments_of(const logistic_factors& model, const std::vector<std::uint8_t>& x, std::uint32_t steps,
                   gradient_estimator by, int count) {
  const auto at = model.posterior(x, {.estimator = gradient_estimator::path, .steps = steps});
  moments m{std::vector<double>(4), std::vector<double>(4)};
  for (int seed = 0; seed < count; ++seed) {
    const auto g =
        model.gradient(x, at, {.estimator = by, .samples = 4, .seed = static_cast<std::uint64_t>(seed)});
    for (std::size_t i = 0; i < 4; ++i) {
      m.mean[i] += g[i].to_double() / count;
      m.variance[i] += g[i].to_double() * g[i].to_double() / count;
    }
  }
  for (std::size_t i = 0; i < 4; ++i) m.all += m.variance[i] -= m.mean[i] * m.mean[i];
  return m;
}

TEST(logistic_factors, estimators_agree_on_average_and_slopes_vary_less_than_scores_at_the_prior) {
  const logistic_factors model{drawn(30, 2, 2), 7};
  const std::vector<std::uint8_t> x = drawn_pixels(30, 1);
  constexpr int count = 2000;
  const moments slopes = moments_of(model, x, 0, gradient_estimator::reparameterised, count),
                score = moments_of(model, x, 0, gradient_estimator::score, count),
                path = moments_of(model, x, 0, gradient_estimator::path, count);
  for (std::size_t i = 0; i < 4; ++i)
    for (const moments& m : {score, path})
      EXPECT_NEAR(slopes.mean[i], m.mean[i], 5 * std::sqrt((slopes.variance[i] + m.variance[i]) / count));
  EXPECT_LT(slopes.all, score.all);
  // Near the posterior the path's noise goes.
  EXPECT_LT(moments_of(model, x, 100, gradient_estimator::path, count).all,
            moments_of(model, x, 100, gradient_estimator::reparameterised, count).all / 2);
}

TEST(logistic_factors, costs_the_negative_elbo_on_average) {
  const logistic_factors model{drawn(40, 2, 4), 7};
  const gaussian_inference how{.steps = 10};
  const auto codec = logistic_factors_codec(model, how);
  rans_stack random{supply::seeded(3)};
  metered s{rans_stack{supply::seeded(4)}};
  std::vector<std::vector<std::uint8_t>> x;
  double elbo = 0;
  for (int i = 0; i < 200; ++i) {
    x.push_back(codec.likelihood(codec.prior.pop(random)).pop(random));
    elbo += negative_elbo(model.joint(x.back()), model.buckets(), model.posterior(x.back(), how)).to_double();
    codec.push(s, x.back());
  }
  EXPECT_NEAR(s.net().to_double(), elbo, 0.015 * elbo);
  for (std::size_t i = x.size(); i-- > 0;) EXPECT_EQ(codec.pop(s), x[i]);
  EXPECT_TRUE(s.inner().is_fresh());
}

TEST(logistic_factors, refuses_what_does_not_fit) {
  const auto refused = [](logistic_factors_parameters p) {
    EXPECT_THROW((logistic_factors{p, 4}), domain_error);
  };
  refused({});
  refused({{0, 0}, {1}});
  refused({{0}, std::vector<std::int32_t>(65)});
  refused({{0}, {(1 << 24) + 1}});
  EXPECT_THROW((logistic_factors{drawn(2, 1, 0), 17}), domain_error);
  EXPECT_THROW((void)logistic_factors(drawn(2, 3, 0), 6).joint(drawn_pixels(2, 0)), domain_error);
  EXPECT_THROW((void)tiny.posterior(drawn_pixels(3, 0), {}), domain_error);
  EXPECT_THROW((void)tiny.posterior(std::vector<std::uint8_t>{0, 1, 2, 0}, {}), domain_error);
  EXPECT_THROW((void)tiny.posterior(drawn_pixels(4, 0), {.samples = 1}), domain_error);
  EXPECT_THROW((void)tiny.posterior(drawn_pixels(4, 0), {.rate = (1u << 16) + 1}), domain_error);
  EXPECT_THROW((void)tiny.posterior(drawn_pixels(4, 0), {.halved_after = 0}), domain_error);
  EXPECT_THROW((void)tiny.posterior(drawn_pixels(4, 0), {.samples = 3, .paired = true}), domain_error);
  EXPECT_THROW(
      (void)tiny.posterior(drawn_pixels(4, 0), {.estimator = gradient_estimator::score, .paired = true}),
      domain_error);
  EXPECT_THROW((void)tiny.logits(std::vector<std::uint32_t>{1}), domain_error);
  EXPECT_THROW((void)tiny.gradient(drawn_pixels(4, 0), {}, {}), domain_error);
}

}  // namespace
}  // namespace ansatz
