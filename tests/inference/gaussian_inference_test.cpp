#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/inference/gaussian_inference.hpp>
#include <cmath>
#include <inference/datum_seed.hpp>
#include <inference/gaussian_descent.hpp>
#include <set>
#include <span>
#include <vector>

#include "arithmetic_modes.hpp"

namespace ansatz {
namespace {

/// z seen twice: two latents whose posterior is Gaussian and independent, N(1.6, 1/5) and N(-0.5, 1/2).
struct seen final : latent_target {
  std::vector<double> slopes(std::span<const double> z) const override {
    std::vector<double> out;
    for (std::size_t i = 0; i < z.size(); i += 2) {
      out.push_back((2 - z[i]) * 4);
      out.push_back(-1 - z[i + 1]);
    }
    return out;
  }
  double value(std::span<const double> z) const override {
    return -2 * (2 - z[0]) * (2 - z[0]) - (1 + z[1]) * (1 + z[1]) / 2;
  }
};

struct slopes_alone final : latent_target {
  std::vector<double> slopes(std::span<const double> z) const override { return {z.begin(), z.end()}; }
};

/// How far a field is from the posterior: KL(q || p) in nats.
double divergence(const gaussian_field& q) {
  const double mean[] = {1.6, -0.5}, variance[] = {0.2, 0.5};
  double sum = 0;
  for (std::size_t k = 0; k < 2; ++k) {
    const double off = q.means[k] - mean[k], ratio = std::exp(2 * q.logs[k]) / variance[k];
    sum += (ratio - 1 - std::log(ratio) + off * off / variance[k]) / 2;
  }
  return sum;
}

TEST(gaussian_inference, finds_a_posterior_that_is_gaussian) {
  const auto left = [](gaussian_inference how, std::uint32_t steps) {
    how.steps = steps;
    double sum = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) sum += divergence(descended(seen{}, 2, how, seed)) / 20;
    return sum;
  };
  EXPECT_NEAR(left({}, 0), divergence({{0, 0}, {0, 0}}), 1e-12);
  for (const auto estimator :
       {gradient_estimator::reparameterised, gradient_estimator::score, gradient_estimator::path})
    EXPECT_LT(left({.estimator = estimator, .samples = 32}, 200), 0.02) << static_cast<int>(estimator);
  // The path's noise goes where q is the posterior, and mirrored samples leave a mean none at all.
  EXPECT_LT(left({.estimator = gradient_estimator::path, .rate = 1u << 15}, 200), 1e-9);
  EXPECT_LT(left({.estimator = gradient_estimator::path, .rate = 1u << 15, .paired = true}, 20),
            left({.estimator = gradient_estimator::path, .rate = 1u << 15}, 20));
}

TEST(gaussian_inference, begins_where_it_is_told_to) {
  const gaussian_field exact{{1.6, -0.5}, {std::log(0.2) / 2, std::log(0.5) / 2}};
  const gaussian_inference how{.estimator = gradient_estimator::path, .steps = 3};
  EXPECT_LT(divergence(descended(seen{}, exact, how, 1)), 1e-12);
  EXPECT_THROW(descended(seen{}, {{0, 0}, {0}}, how, 1), domain_error);
}

TEST(gaussian_inference, slows_as_it_is_told_to) {
  const auto after = [](std::uint32_t halved_after) {
    return descended(seen{}, 2, {.steps = 30, .rate = 1u << 10, .halved_after = halved_after}, 1);
  };
  EXPECT_LT(divergence(after(1u << 30)), divergence(after(10)));
  EXPECT_LT(divergence(after(10)), divergence(after(1)));
}

TEST(gaussian_inference, refuses_what_it_cannot_do) {
  const auto refused = [](const gaussian_inference& how) {
    EXPECT_THROW(how.check(), domain_error);
    EXPECT_THROW(descended(seen{}, 2, how, 1), domain_error);
    EXPECT_THROW(estimated(seen{}, {{0, 0}, {0, 0}}, how, 1), domain_error);
  };
  refused({.estimator = static_cast<gradient_estimator>(3)});
  refused({.steps = (1u << 16) + 1});
  refused({.samples = 1});
  refused({.samples = 257});
  refused({.rate = (1u << 16) + 1});
  refused({.halved_after = 0});
  refused({.samples = 3, .paired = true});
  refused({.estimator = gradient_estimator::score, .paired = true});
  EXPECT_THROW(descended(slopes_alone{}, 2, {.estimator = gradient_estimator::score}, 1), domain_error);
  EXPECT_THROW(field_of(std::vector<gaussian_parameters>{{0, 0}}), domain_error);
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] { EXPECT_THROW(descended(seen{}, 2, {}, 1), error) << mode.name; });
}

TEST(datum_seed, depends_on_every_number_and_its_place) {
  std::set<std::uint64_t> seeds;
  for (const std::uint64_t seed : {0u, 1u})
    for (const std::vector<unsigned>& x : {std::vector<unsigned>{}, {0}, {0, 0}, {1, 0}, {0, 1}, {2, 0}})
      seeds.insert(datum_seed(std::span{x}, seed));
  EXPECT_EQ(seeds.size(), 12u);
}

}  // namespace
}  // namespace ansatz
