#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <bit>
#include <variational/linear_gaussian.hpp>

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 16;
const bucket_set fine = even_buckets(1u << 13, -(std::int64_t{32} << 24), 1 << 17);  // of 2^-7

/// Columns of plus and minus 2: rows of a Hadamard matrix, so orthogonal.
linear_gaussian_parameters orthogonal(std::size_t dims, std::size_t latents) {
  linear_gaussian_parameters p{std::vector<std::int32_t>(dims, one / 4), {}, one};
  for (std::size_t k = 1; k <= latents; ++k)
    for (std::size_t d = 0; d < dims; ++d)
      p.weights.push_back(std::popcount(k & d) % 2 == 0 ? 2 * one : -2 * one);
  return p;
}
linear_gaussian_parameters slanted(std::size_t dims, std::size_t latents) {
  linear_gaussian_parameters p = orthogonal(dims, latents);
  for (std::size_t i = 0; i < p.weights.size(); ++i)
    p.weights[i] += static_cast<std::int32_t>(supply::seeded(5).word(i) >> 47) - one;
  return p;
}

using numbers = std::vector<std::uint32_t>;
std::vector<numbers> draws(const linear_gaussian& model, std::size_t count) {
  const auto codec = linear_gaussian_codec(model, 0u);
  rans_stack random{supply::seeded(3)};
  std::vector<numbers> out;
  for (std::size_t i = 0; i < count; ++i)
    out.push_back(codec.likelihood(codec.prior.pop(random)).pop(random));
  return out;
}
template <class How>
double coded(const linear_gaussian& model, const std::vector<numbers>& x, const How& how) {
  const auto codec = linear_gaussian_codec(model, how);
  metered s{rans_stack{supply::seeded(4)}};
  for (const numbers& v : x) codec.push(s, v);
  const double net = s.net().to_double();
  for (std::size_t i = x.size(); i-- > 0;) EXPECT_EQ(codec.pop(s), x[i]);
  EXPECT_TRUE(s.inner().is_fresh());
  return net;
}

const bucket_set few = even_buckets(16, -(std::int64_t{4} << 24), 1 << 23);
const linear_gaussian tiny{{.offsets = {0, one / 2}, .weights = {one, -one / 2}, .noise = one / 2}, few, 4};
ANSATZ_LAWS(linear_gaussian_of_small_totals, linear_gaussian_codec(tiny, 2u, 7),
            rc::gen::container<numbers>(2, rc::gen::inRange(0u, 16u)));
ANSATZ_LAWS(linear_gaussian_of_large_totals, linear_gaussian_codec(tiny, 2u),
            rc::gen::container<numbers>(2, rc::gen::inRange(0u, 16u)));

TEST(linear_gaussian, orthogonal_columns_cost_the_information) {
  const linear_gaussian model{orthogonal(16, 5), fine, 12};
  const std::vector<numbers> x = draws(model, 200);
  double information = 0;
  for (const numbers& v : x) {
    information += model.information(v).to_double();
    EXPECT_NEAR(model.negative_elbo(v, model.posterior(v, 1)).to_double(), model.information(v).to_double(),
                1e-5);
  }
  EXPECT_NEAR(coded(model, x, 1u), information, 1e-4 * information);
}

TEST(linear_gaussian, sweeps_never_raise_the_negative_elbo_and_are_paid_for) {
  const linear_gaussian model{slanted(16, 5), fine, 12};
  const std::vector<numbers> x = draws(model, 300);
  for (const numbers& v : x) {
    bits last = model.negative_elbo(v, model.posterior(v, 0));
    for (unsigned sweeps = 1; sweeps < 12; ++sweeps) {
      const bits now = model.negative_elbo(v, model.posterior(v, sweeps));
      EXPECT_LE(now, last + bits{16});
      EXPECT_GE(now, model.information(v) - bits{16});
      last = now;
    }
  }
  for (const unsigned sweeps : {1u, 3u, 30u}) {
    double elbo = 0;
    for (const numbers& v : x) elbo += model.negative_elbo(v, model.posterior(v, sweeps)).to_double();
    EXPECT_NEAR(coded(model, x, sweeps), elbo, 0.005 * elbo);
  }
}

TEST(linear_gaussian, sweeps_and_both_estimators_come_to_the_same) {
  const linear_gaussian model{slanted(16, 4), fine, 12};
  for (const numbers& v : draws(model, 10)) {
    const double swept = model.negative_elbo(v, model.posterior(v, 100)).to_double();
    for (const gradient_estimator by : {gradient_estimator::reparameterised, gradient_estimator::score}) {
      const auto q = model.posterior(v, {.estimator = by, .steps = 500, .samples = 32});
      EXPECT_NEAR(model.negative_elbo(v, q).to_double(), swept, 0.005 * swept);
    }
  }
  const std::vector<numbers> x = draws(model, 10);
  coded(model, x, gaussian_inference{.steps = 10});
}

TEST(linear_gaussian, refuses_what_does_not_fit) {
  const auto refused = [](linear_gaussian_parameters p) {
    EXPECT_THROW((linear_gaussian{p, few, 4}), domain_error);
  };
  refused({});
  refused({{0, 0}, {1}, one});
  refused({{0}, std::vector<std::int32_t>(65), one});
  refused({{0}, {(1 << 24) + 1}, one});
  refused({{0}, {1}, 0});
  EXPECT_THROW((linear_gaussian{{{0}, {1}, one}, few, 17}), domain_error);
  EXPECT_THROW((void)tiny.posterior(numbers{1}, 1), domain_error);
  EXPECT_THROW((void)tiny.posterior(numbers{1, 16}, 1), domain_error);
  EXPECT_THROW((void)tiny.posterior(numbers{1, 1}, 1u << 17), domain_error);
  EXPECT_THROW((void)tiny.likelihood(numbers{1, 1}), domain_error);
}

}  // namespace
}  // namespace ansatz
