#include <sleef.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <beta_binomial/beta_binomial_bits_back.hpp>
#include <ieee_arithmetic.hpp>
#include <span>
#include <utility>

namespace ansatz {
namespace {

double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double log_gamma(double x) { return Sleef_cinz_lgammad1_u10purec(x); }

/// The grid is even in the logit t of the probability, where sums over it are as good as integrals: the error
/// of a bell of width s is e^(-2 (pi s / step)^2), and the narrowest binomial of 255 trials has s = 1/8.
constexpr int reach = 20, steps_a_unit = 8;
constexpr int points = 2 * reach * steps_a_unit + 1;

double logit(int k) { return static_cast<double>(k) / steps_a_unit - reach; }

/// log p and log(1 - p) at logit t.
double log_probability(double t) { return t < 0 ? t - log(1 + exp(t)) : -log(1 + exp(-t)); }

/// In proportion to e^l, the largest about 2^40.
std::vector<std::uint64_t> weights_of(std::span<const double> logarithms) {
  const double most = *std::ranges::max_element(logarithms);
  std::vector<std::uint64_t> out;
  for (const double l : logarithms) out.push_back(static_cast<std::uint64_t>(exp(l - most) * 0x1p40));
  return out;
}

}  // namespace

binomial_grid::binomial_grid(std::uint32_t n) {
  if (n < 1 || n > 1u << 12) throw domain_error("binomial_grid: 1 to 4096 trials");
  require_ieee_arithmetic();
  std::vector<double> logarithms(n + 1);
  std::vector<categorical_model> binomials;
  for (int k = 0; k < points; ++k) {
    const double success = log_probability(logit(k)), failure = log_probability(-logit(k));
    for (std::uint32_t x = 0; x <= n; ++x)
      logarithms[x] =
          log_gamma(n + 1.0) - log_gamma(x + 1.0) - log_gamma(n - x + 1.0) + x * success + (n - x) * failure;
    std::vector<std::uint64_t> weights = weights_of(logarithms);
    for (std::uint64_t& w : weights) w = std::max<std::uint64_t>(w, 1);  // every count is possible
    binomials.push_back(categorical_model::from_weights(weights, bits));
  }
  binomials_ = std::make_shared<const std::vector<categorical_model>>(std::move(binomials));
}

categorical_model binomial_grid::beta(std::int32_t log_alpha, std::int32_t log_beta) const {
  require_ieee_arithmetic();
  constexpr std::int32_t widest = 30 << 16;
  const double a = exp(std::clamp(log_alpha, -widest, widest) / 65536.0),
               b = exp(std::clamp(log_beta, -widest, widest) / 65536.0);
  std::vector<double> logarithms;
  for (int k = 0; k < points; ++k)
    logarithms.push_back(a * log_probability(logit(k)) + b * log_probability(-logit(k)));
  // Beyond the grid the density falls as e^(a t) and e^(-b t); all of it is at the grid's ends.
  const auto tail = [](double rate) { return -log(rate / steps_a_unit); };
  const auto with = [](double log_x, double log_y) {
    return std::max(log_x, log_y) + log(1 + exp(-std::max(log_x - log_y, log_y - log_x)));
  };
  logarithms.front() = with(logarithms.front(), logarithms.front() + tail(a));
  logarithms.back() = with(logarithms.back(), logarithms.back() + tail(b));
  return categorical_model::from_weights(weights_of(logarithms), bits);
}

}  // namespace ansatz
