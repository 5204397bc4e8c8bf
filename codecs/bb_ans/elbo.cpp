#include <sleef.h>

#include <Eigen/Core>
#include <algorithm>
#include <ansatz/stack/supply.hpp>
#include <array>
#include <bb_ans/elbo.hpp>
#include <bb_ans/vae_layers.hpp>
#include <cmath>
#include <cstddef>

namespace ansatz {
namespace {

using matrix = Eigen::MatrixXd;

constexpr double ln2 = 0x1.62e42fefa39efp-1;
double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double log_gamma(double x) { return Sleef_cinz_lgammad1_u10purec(x); }

/// Standard normal numbers by the polar method (Marsaglia, Bray 1964).
class normal_source {
 public:
  explicit normal_source(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  double operator()() {
    for (;;) {
      const double u = uniform(), v = uniform(), s = u * u + v * v;
      if (s < 1 && s > 0) return u * std::sqrt(-2 * log(s) / s);
    }
  }

 private:
  double uniform() { return static_cast<double>(words_.word(next_++) >> 11) * 0x1p-52 - 1; }
  supply words_;
  std::uint64_t next_ = 0;
};

matrix apply(const real_layer& l, const matrix& in) {
  using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto rows = static_cast<Eigen::Index>(l.outputs), columns = static_cast<Eigen::Index>(l.inputs);
  matrix out = Eigen::Map<const row_major>(l.weight.data(), rows, columns) * in;
  return out.colwise() + Eigen::Map<const Eigen::VectorXd>(l.bias.data(), rows);
}

/// -log p(x) of a Bernoulli pixel, nats: log(1 + e^-t) with t the logit, its sign turned if x is 0.
double bernoulli_nats(std::uint8_t x, double logit) {
  const double t = x != 0 ? logit : -logit;
  return std::max(-t, 0.0) + log(1 + exp(-std::fabs(t)));
}

/// -log p(x) of a beta-binomial pixel on 0..255, nats.
double beta_binomial_nats(std::uint8_t x, double log_alpha, double log_beta) {
  static const auto log_choose = [] {
    std::array<double, 256> c{};
    for (int k = 0; k < 256; ++k)
      c[static_cast<std::size_t>(k)] = log_gamma(256) - log_gamma(k + 1) - log_gamma(256 - k);
    return c;
  }();
  const double a = exp(log_alpha), b = exp(log_beta);
  const auto log_beta_function = [](double p, double q) {
    return log_gamma(p) + log_gamma(q) - log_gamma(p + q);
  };
  return log_beta_function(a, b) - log_beta_function(x + a, 255 - x + b) - log_choose[x];
}

}  // namespace

bits negative_elbo(const safetensors& model, std::span<const std::uint8_t> images, std::uint64_t seed) {
  const vae_layers v = read_vae_layers(model);
  const std::size_t pixels = v.fc1.inputs, count = images.size() / pixels;
  const bool two_numbers = v.observation == likelihood::beta_binomial;
  normal_source normal{seed};
  bits total;
  constexpr std::size_t block = 100;
  for (std::size_t first = 0; first < count; first += block) {
    const std::size_t n = std::min(block, count - first);
    matrix x(static_cast<Eigen::Index>(pixels), static_cast<Eigen::Index>(n));
    const auto image = images.subspan(first * pixels, n * pixels);
    std::ranges::transform(image, x.data(),
                           [&](std::uint8_t p) { return two_numbers ? p / 255.0 : static_cast<double>(p); });
    const matrix hidden = apply(v.fc1, x).cwiseMax(0.0);
    const matrix mean = apply(v.fc21, hidden), log_sigma = apply(v.fc22, hidden);
    matrix z = mean;
    double nats = 0;
    for (Eigen::Index i = 0; i < z.size(); ++i) {
      const double sigma = exp(log_sigma(i));
      z(i) += sigma * normal();
      nats += (sigma * sigma + mean(i) * mean(i) - 1) / 2 - log_sigma(i);  // KL(N(mean, sigma^2) || N(0, 1))
    }
    const matrix p = apply(v.fc4, apply(v.fc3, z).cwiseMax(0.0));
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t i = 0; i < pixels; ++i) {
        const auto row = static_cast<Eigen::Index>(i), column = static_cast<Eigen::Index>(j);
        const std::uint8_t value = image[j * pixels + i];
        nats += two_numbers ? beta_binomial_nats(value, p(row, column),
                                                 p(row + static_cast<Eigen::Index>(pixels), column))
                            : bernoulli_nats(value, p(row, column));
      }
    total += bits{static_cast<std::int64_t>(nats / ln2 * bits::one)};
  }
  return total;
}

}  // namespace ansatz
