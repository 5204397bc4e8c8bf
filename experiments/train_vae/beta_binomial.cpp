#include "beta_binomial.hpp"

#include <bit>
#include <cstdint>
#include <training/every_x86.hpp>

namespace ansatz::training {
namespace {

/// The natural logarithm of a positive, normal number to about 1e-10, without branches: x = m 2^e with m
/// about 1, and log m = 2 artanh((m - 1) / (m + 1)).
ANSATZ_INLINE double logarithm(double x) {
  constexpr std::uint64_t one = 0x3ff0000000000000, half_root = 0x3fe6a09e667f3bcd;  // 1, sqrt(1/2)
  const auto u = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t biased = (u + (one - half_root)) >> 52;
  const double e = std::bit_cast<double>(0x4330000000000000 | biased) - (0x1p52 + 1023);
  const double m = std::bit_cast<double>(u - (biased << 52) + one);
  const double s = (m - 1) / (m + 1), q = s * s;
  return e * 0.69314718055994531 +
         2 * s * (1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11))))));
}

struct log_gamma {
  double value, slope;
};

/// log Gamma(v) but for the constant log(2 pi) / 2, and its derivative: by the recurrence up to v + 4, then
/// Stirling.
ANSATZ_INLINE log_gamma log_gamma_of(double v) {
  const double t = v * (v + 3), product = t * (t + 2);  // v (v + 1) (v + 2) (v + 3)
  const double y = v + 4, log_y = logarithm(y), r = 1 / y, q = r * r;
  return {(y - 0.5) * log_y - y - logarithm(product) + r * (1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260))),
          log_y - 0.5 * r - q * (1.0 / 12 - q * (1.0 / 120 - q * (1.0 / 252))) -
              (2 * v + 3) * (2 * t + 2) / product};
}

}  // namespace

ANSATZ_FOR_EVERY_X86
void beta_binomial_nats_of(const double* __restrict x, const double* __restrict a, const double* __restrict b,
                           std::size_t count, double* __restrict nats, double* __restrict by_log_a,
                           double* __restrict by_log_b) {
  for (std::size_t i = 0; i < count; ++i) {
    const log_gamma ga = log_gamma_of(a[i]), gb = log_gamma_of(b[i]), both = log_gamma_of(a[i] + b[i]);
    const log_gamma ones = log_gamma_of(a[i] + x[i]), zeros = log_gamma_of(b[i] + (255 - x[i]));
    const log_gamma all = log_gamma_of(a[i] + b[i] + 255);
    nats[i] = (ga.value - ones.value) + (gb.value - zeros.value) + (all.value - both.value);
    by_log_a[i] = a[i] * ((ga.slope - ones.slope) + (all.slope - both.slope));
    by_log_b[i] = b[i] * ((gb.slope - zeros.slope) + (all.slope - both.slope));
  }
}

}  // namespace ansatz::training
