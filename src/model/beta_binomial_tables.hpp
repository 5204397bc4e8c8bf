#pragma once
#include <sleef.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace ansatz::detail {
namespace {

constexpr std::uint32_t most_trials = 255;

/// Symbols are worked on in eight blocks of `steps` each: number c * steps + j is step j of block c.
constexpr std::size_t blocks = 8, most_steps = (most_trials + 1) / blocks;

/// Distributions searched at a time.
constexpr std::size_t group = 4;

/// What depends on n alone: binomial coefficients, 0 beyond n.
struct trials {
  std::uint32_t n;
  std::size_t steps;
  alignas(64) double choose[most_steps][blocks];

  explicit trials(std::uint32_t count) : n{count}, steps{count / blocks + 1}, choose{} {
    double c = 1;
    for (std::uint32_t k = 0; k <= n; ++k) {
      choose[k % steps][k / steps] = c;
      c = c * (n - k) / (k + 1);
    }
  }
};

/// For pixels at once, for others from what the thread used last.
const trials& trials_of(std::uint32_t n) {
  static const trials pixels{most_trials};
  if (n == most_trials) return pixels;
  thread_local std::unique_ptr<const trials> last;
  if (!last || last->n != n) last = std::make_unique<const trials>(n);
  return *last;
}

/// e^(x / 2^16), x clamped to +-30 * 2^16, as a product from three tables.
class exponentials {
 public:
  exponentials() {
    for (int i = 0; i < 256; ++i) {
      low_[i] = exp(i / 65536.0);
      middle_[i] = exp(i / 256.0);
      if (i <= 2 * limit) high_[i] = exp(i - limit);
    }
  }
  double operator()(std::int32_t x) const {
    const std::int32_t at = std::clamp(x, -(limit << 16), limit << 16) + (limit << 16);
    return high_[at >> 16] * (middle_[at >> 8 & 255] * low_[at & 255]);
  }

 private:
  static constexpr int limit = 30;
  static double exp(double x) { return Sleef_cinz_expd1_u10purec(x); }
  double low_[256], middle_[256], high_[2 * limit + 1];
};

/// The partial sums of one distribution: those below symbol c * steps + j are base[c] + factor[c] *
/// below[j][c].
struct partial_sums {
  alignas(64) double above[most_steps][blocks];  // choose fall within the block, scratch
  alignas(64) double below[most_steps][blocks];
  double base[blocks], factor[blocks];
  double scale;  // of sums to counts

  /// What symbol k = c * steps + j begins after, beside one count for each symbol below it: rounded down.
  double part(std::size_t c, std::size_t j) const { return (base[c] + factor[c] * below[j][c]) * scale; }
  std::uint32_t start(std::size_t c, std::size_t j, std::size_t steps) const {
    return static_cast<std::uint32_t>(c * steps + j) +
           static_cast<std::uint32_t>(static_cast<std::int64_t>(part(c, j)));
  }
};

}  // namespace
}  // namespace ansatz::detail
