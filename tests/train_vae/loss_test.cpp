#include <gtest/gtest.h>

#include <train_vae/loss.hpp>

namespace ansatz::training {
namespace {

torch::Tensor counts(std::int64_t images, std::int64_t pixels) {
  return torch::randint(0, 256, {images, pixels}, torch::kFloat32) * (torch::rand({images, pixels}) < 0.5);
}

TEST(loss, the_fused_beta_binomial_is_the_one_of_log_gammas_in_value_and_slope) {
  torch::manual_seed(1);
  for (const double spread : {0.1, 1.0, 4.0}) {
    const torch::Tensor x = counts(50, 30);
    torch::Tensor p = (torch::randn({50, 60}, torch::kFloat64) * spread).requires_grad_(true);
    torch::Tensor q = p.detach().clone().requires_grad_(true);
    const torch::Tensor fused = beta_binomial_nats(x, p), reference = beta_binomial_nats_by_lgamma(x, q);
    EXPECT_NEAR(fused.item<double>() / reference.item<double>(), 1, 1e-8);
    (2 * fused).backward();
    (2 * reference).backward();
    EXPECT_LT((p.grad() - q.grad()).abs().max().item<double>(), 1e-5) << spread;
  }
}

TEST(loss, a_pixel_s_probabilities_sum_to_one) {
  const torch::Tensor x = torch::arange(256, torch::kFloat32).reshape({256, 1});
  const torch::Tensor p = torch::tensor({0.7, -1.3}, torch::kFloat64).repeat({256, 1});
  double sum = 0;
  for (std::int64_t i = 0; i < 256; ++i)
    sum += std::exp(-beta_binomial_nats(x.narrow(0, i, 1), p.narrow(0, i, 1)).item<double>());
  EXPECT_NEAR(sum, 1, 1e-7);
}

TEST(loss, is_finite_where_the_codec_clamps) {
  for (const double extreme : {-1e4, -700.0, -30.0, 30.0, 700.0, 1e4}) {
    torch::Tensor p = torch::full({1, 2}, extreme, torch::kFloat64).requires_grad_(true);
    for (const float x : {0.0f, 128.0f, 255.0f}) {
      const torch::Tensor nats = beta_binomial_nats(torch::full({1, 1}, x), p);
      EXPECT_TRUE(std::isfinite(nats.item<double>())) << extreme << " " << x;
      nats.backward();
      EXPECT_TRUE(p.grad().isfinite().all().item<bool>());
    }
  }
}

TEST(loss, the_divergence_of_the_prior_from_itself_is_nothing) {
  EXPECT_EQ(gaussian_divergence(torch::zeros({3}), torch::zeros({3})).item<double>(), 0);
  EXPECT_NEAR(gaussian_divergence(torch::ones({1}), torch::zeros({1})).item<double>(), 0.5, 1e-6);
}

}  // namespace
}  // namespace ansatz::training
