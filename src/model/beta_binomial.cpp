#include <sleef.h>

#include <ansatz/model/beta_binomial.hpp>
#include <cstddef>

namespace ansatz {
namespace {

double exp_q16(std::int32_t x) {
  constexpr std::int32_t limit = 30 << 16;
  return Sleef_cinz_expd1_u10purec(std::clamp(x, -limit, limit) / 65536.0);
}

/// An index from which no product of ratios overflows and no mass that matters underflows: the mode where
/// there is one, an end where the distribution is U-shaped or monotone. p(k + 1) >= p(k) iff k (a + b - 2) <=
/// n (a - 1) + 1 - b.
std::uint32_t safe_start(std::uint32_t n, double a, double b) {
  if (a + b <= 2) return b >= a ? 0 : n;
  const double last_rise = (n * (a - 1) + 1 - b) / (a + b - 2);
  if (last_rise < 0) return 0;
  if (last_rise >= n) return n;
  return std::min(n, static_cast<std::uint32_t>(last_rise) + 1);
}

}  // namespace

std::vector<std::uint32_t> beta_binomial_cdf(std::uint32_t n, std::int32_t log_alpha, std::int32_t log_beta,
                                             unsigned bits) {
  const std::uint32_t count = precision{bits}.count();
  if (n >= count / 2) throw domain_error("beta_binomial: n + 1 symbols need a total of at least 2 (n + 1)");
  const double a = exp_q16(log_alpha), b = exp_q16(log_beta);
  const std::uint32_t start = safe_start(n, a, b);

  // p(k + 1) / p(k) = (n - k)(a + k) / ((k + 1)(n - k - 1 + b)); independent of each other, so that divisions
  // overlap.
  thread_local std::vector<double> steps, masses;
  steps.resize(n + std::size_t{1});
  masses.assign(n + std::size_t{1}, 0.0);
  double* const step = steps.data();
  double* const mass = masses.data();
  const auto rise = [n, a](int k) { return (static_cast<int>(n) - k) * (a + k); };
  const auto fall = [n, b](int k) { return (k + 1) * (static_cast<int>(n) - k - 1 + b); };
  const int first = static_cast<int>(start), end = static_cast<int>(n);
  for (int k = 0; k < first; ++k) step[k] = fall(k) / rise(k);
  for (int k = first; k < end; ++k) step[k] = rise(k) / fall(k);

  // Outwards from the start, the product in a register: the chain of multiplications is what construction
  // waits for. Masses below 2^-100 of the start leave no trace in any total; stopping there keeps clear of
  // subnormal numbers.
  constexpr double negligible = 0x1p-100;
  mass[start] = 1;
  double p = 1;
  for (std::size_t k = start; k < n && p > negligible; ++k) mass[k + 1] = p *= step[k];
  p = 1;
  for (std::size_t k = start; k > 0 && p > negligible; --k) mass[k - 1] = p *= step[k - 1];

  double sum = 0;
  for (std::size_t k = 0; k <= n; ++k) sum += mass[k];
  const double scale = (count - (n + 1.0)) / sum;
  std::vector<std::uint32_t> starts(n + std::size_t{2});
  std::uint32_t used = 0;
  for (std::size_t k = 0; k <= n; ++k) {
    starts[k + 1] = 1 + static_cast<std::uint32_t>(static_cast<std::int32_t>(mass[k] * scale));
    used += starts[k + 1];
  }
  const auto largest = static_cast<std::size_t>(std::max_element(mass, mass + n + 1) - mass);
  // Rounding of the products can overshoot by a count or so: then `count - used` wraps and takes it back off.
  starts[largest + 1] += count - used;
  for (std::size_t k = 0; k <= n; ++k) starts[k + 1] += starts[k];
  return starts;
}

}  // namespace ansatz
