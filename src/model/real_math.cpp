#include <sleef.h>

#include <algorithm>
#include <cmath>
#include <model/real_math.hpp>

namespace ansatz::real {

double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
double log(double x) { return Sleef_cinz_logd1_u10purec(x); }
double normal_cdf(double x) { return Sleef_cinz_erfcd1_u15purec(-x * 0x1.6a09e667f3bcdp-1) / 2; }
double softplus(double x) { return std::max(x, 0.0) + log(1 + exp(-std::fabs(x))); }

bits bits_of(double nats) { return {static_cast<std::int64_t>(std::floor(nats / ln2 * bits::one + 0.5))}; }

double normal_source::operator()() {
  for (;;) {
    const double u = uniform(), v = uniform(), s = u * u + v * v;
    if (s < 1 && s > 0) return u * std::sqrt(-2 * log(s) / s);
  }
}

}  // namespace ansatz::real
