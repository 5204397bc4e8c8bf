#pragma once
#include <cstddef>

namespace ansatz::training {

/// For each of `count` pixels x[i] in 0..255 with parameters a[i] and b[i]: -log p(x | a, b) in nats without
/// the binomial coefficient, which depends on no parameter, and its derivatives by log a and log b. To about
/// 1e-7 for parameters up to e^16, above which differences of large log-gammas lose digits. The arrays must
/// not overlap.
void beta_binomial_nats_of(const double* x, const double* a, const double* b, std::size_t count, double* nats,
                           double* by_log_a, double* by_log_b);

}  // namespace ansatz::training
