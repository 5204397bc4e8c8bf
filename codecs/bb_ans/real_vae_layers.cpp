#include <sleef.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <array>
#include <bb_ans/real_vae_layers.hpp>
#include <cmath>
#include <string>
#include <utility>

namespace ansatz::real {
namespace {

matrix apply(const real_layer& l, const matrix& in) {
  using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto rows = static_cast<Eigen::Index>(l.outputs), columns = static_cast<Eigen::Index>(l.inputs);
  matrix out = Eigen::Map<const row_major>(l.weight.data(), rows, columns) * in;
  return out.colwise() + Eigen::Map<const Eigen::VectorXd>(l.bias.data(), rows);
}

double log_gamma(double x) { return Sleef_cinz_lgammad1_u10purec(x); }

/// log(1 + e^-t) with t the logit, its sign turned if x is 0.
double bernoulli_nats(std::uint8_t x, double logit) {
  const double t = x != 0 ? logit : -logit;
  return softplus(-t);
}

double beta_binomial_nats(std::uint8_t x, double log_alpha, double log_beta) {
  static const auto log_choose = [] {
    std::array<double, 256> c{};
    for (int k = 0; k < 256; ++k)
      c[static_cast<std::size_t>(k)] = log_gamma(256) - log_gamma(k + 1) - log_gamma(256 - k);
    return c;
  }();
  // Clamped as the coded model is.
  const double a = exp(std::clamp(log_alpha, -30.0, 30.0)), b = exp(std::clamp(log_beta, -30.0, 30.0));
  // Above it differences of log-gammas lose digits that a product of ratios keeps.
  constexpr double large = 1e6;
  if (std::max(a, b) > large) {
    double logarithm = 0, product = 1;
    for (int k = 0; k < 255; ++k) {
      product *= (k < x ? a + k : b + (k - x)) / (a + b + k);
      if (k % 8 == 7) logarithm += log(std::exchange(product, 1.0));  // no ratio is below 2^-88
    }
    return -logarithm - log(product) - log_choose[x];
  }
  const auto log_beta_function = [](double p, double q) {
    return log_gamma(p) + log_gamma(q) - log_gamma(p + q);
  };
  return log_beta_function(a, b) - log_beta_function(x + a, 255 - x + b) - log_choose[x];
}

}  // namespace

double divergence(double mean, double log_sigma) {
  return (exp(2 * log_sigma) + mean * mean - 1) / 2 - log_sigma;
}

matrix normal_matrix(normal_source& normal, std::size_t latents, std::size_t images) {
  matrix out(static_cast<Eigen::Index>(latents), static_cast<Eigen::Index>(images));
  for (Eigen::Index i = 0; i < out.size(); ++i) out(i) = normal();
  return out;
}

double nats(likelihood observation, std::span<const std::uint8_t> images, const matrix& outputs) {
  const bool two_numbers = observation == likelihood::beta_binomial;
  const Eigen::Index pixels = two_numbers ? outputs.rows() / 2 : outputs.rows();
  double sum = 0;
  auto x = images.begin();
  for (Eigen::Index j = 0; j < outputs.cols(); ++j)
    for (Eigen::Index i = 0; i < pixels; ++i, ++x)
      sum += two_numbers ? beta_binomial_nats(*x, outputs(i, j), outputs(i + pixels, j))
                         : bernoulli_nats(*x, outputs(i, j));
  return sum;
}

double nats(const vae& net, std::span<const std::uint8_t> images, std::span<const std::int32_t> z) {
  using fixed_matrix = Eigen::Matrix<std::int32_t, Eigen::Dynamic, Eigen::Dynamic>;
  fixed_matrix outputs(static_cast<Eigen::Index>(net.outputs()),
                       static_cast<Eigen::Index>(z.size() / net.latents()));
  net.generate(z, {outputs.data(), static_cast<std::size_t>(outputs.size())});
  return nats(net.observation(), images, outputs.cast<double>() * 0x1p-16);
}

void check_images(const vae_layers& v, std::span<const std::uint8_t> images) {
  if (images.size() % v.fc1.inputs != 0)
    throw domain_error("the model is for images of " + std::to_string(v.fc1.inputs) +
                       " pixels, these are of another size");
  const bool grey = std::ranges::any_of(images, [](std::uint8_t x) { return x > 1; });
  if (v.observation == likelihood::bernoulli && grey)
    throw domain_error("the model is for pixels 0 and 1: binarize the images");
}

double negative_elbo(const vae_layers& v, std::span<const std::uint8_t> images, const matrix& eps) {
  const double unit = v.observation == likelihood::beta_binomial ? 1 / 255.0 : 1;
  matrix x(static_cast<Eigen::Index>(v.fc1.inputs), static_cast<Eigen::Index>(images.size() / v.fc1.inputs));
  std::ranges::transform(images, x.data(), [&](std::uint8_t p) { return p * unit; });
  const matrix hidden = apply(v.fc1, x).cwiseMax(0.0), log_sigma = apply(v.fc22, hidden);
  matrix z = apply(v.fc21, hidden);
  double sum = 0;
  for (Eigen::Index i = 0; i < z.size(); ++i) {
    sum += divergence(z(i), log_sigma(i));
    z(i) += exp(log_sigma(i)) * eps(i);
  }
  return sum + nats(v.observation, images, apply(v.fc4, apply(v.fc3, z).cwiseMax(0.0)));
}

}  // namespace ansatz::real
