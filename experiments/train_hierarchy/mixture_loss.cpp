#include "mixture_loss.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <training/every_x86.hpp>
#include <vector>

namespace ansatz::training {
namespace {

constexpr float far = 40;  // where a logistic's tail ends here: F(-40) = 4e-18

/// e^x to about 1e-7 relative, for |x| <= 86, without branches or calls: 2^n 2^f with |f| <= 1/2.
ANSATZ_INLINE float exponential(float x) {
  constexpr float rounder = 12582912;  // 1.5 * 2^23: adding it leaves the integer in the low bits
  const float t = x * 1.44269504f, shifted = t + rounder, f = t - (shifted - rounder);
  const float power =
      1 + f * (0.693147182f +
               f * (0.240226462f + f * (0.0555041f + f * (0.00961813f + f * (0.00133336f + f * 0.000154f)))));
  const std::uint32_t n = std::bit_cast<std::uint32_t>(shifted) << 23;
  return std::bit_cast<float>(std::bit_cast<std::uint32_t>(power) + n);
}

/// log x of a positive, normal number, to about 1e-7: x = m 2^e, log m = 2 artanh((m - 1) / (m + 1)).
ANSATZ_INLINE float logarithm(float x) {
  constexpr std::uint32_t one = 0x3f800000, half_root = 0x3f3504f3;
  const auto u = std::bit_cast<std::uint32_t>(x);
  const std::uint32_t biased = (u + (one - half_root)) >> 23;
  const float e = static_cast<float>(static_cast<std::int32_t>(biased) - 127);
  const float m = std::bit_cast<float>(u - ((biased - 127) << 23));
  const float s = (m - 1) / (m + 1), q = s * s;
  return e * 0.693147181f + 2 * s * (1 + q * (1.0f / 3 + q * (1.0f / 5 + q * (1.0f / 7 + q / 9))));
}

ANSATZ_INLINE float clamped(float x, float low, float high) {
  const float y = x < low ? low : x;
  return y > high ? high : y;
}

/// 1 where a clamp lets the derivative through: also where it would lead back inside is left out, as the
/// networks begin well inside.
ANSATZ_INLINE float inside(float x, float low, float high) { return x > low && x < high ? 1.0f : 0.0f; }

}  // namespace

ANSATZ_FOR_EVERY_X86
double mixture_nats_of(const pixel_mixture& m, const float* x, const float* outputs, std::size_t count,
                       float* slopes) {
  const hierarchies::architecture& a = m.shape;
  const auto f = [](double bound) { return static_cast<float>(bound); };
  const float mean_low = f(a.pixel_mean.low), mean_high = f(a.pixel_mean.high), bound = f(a.logit);
  const float log_scale_low = f(a.pixel_log_scale.low), log_scale_high = f(a.pixel_log_scale.high);
  const auto logistics = static_cast<std::size_t>(a.logistics);
  const std::size_t n = count, atoms = a.atoms.size(), weights = logistics + atoms + 1;
  std::vector<float> space((4 + weights) * n);
  float* const low = space.data();
  float* const high = low + n;
  float* const total = high + n;  // of the weights that are not normalised
  float* const p = total + n;     // the same, times the masses
  float* const parts = p + n;     // a weight's share of p
  for (std::size_t i = 0; i < n; ++i) {
    const auto v = static_cast<std::size_t>(x[i]);
    low[i] = v == 0 ? -1e6f : m.edges[v];
    high[i] = v == 255 ? 1e6f : m.edges[v + 1];
  }
  // Logits are bounded, so that no exponential overflows.
  for (std::size_t c = 0; c < weights; ++c) {
    const float* logit = outputs + c * n;
    float* weight = slopes + c * n;
    for (std::size_t i = 0; i < n; ++i) {
      weight[i] = exponential(clamped(logit[i], -bound, bound));
      total[i] += weight[i];
    }
  }
  for (std::size_t k = 0; k < logistics; ++k) {
    const float *mean = outputs + (weights + k) * n, *log_scale = mean + logistics * n;
    const float* weight = slopes + k * n;
    float *by_mean = slopes + (weights + k) * n, *by_log_scale = by_mean + logistics * n;
    float* part = parts + k * n;
    for (std::size_t i = 0; i < n; ++i) {
      const float mu = clamped(mean[i], mean_low, mean_high);
      const float r = exponential(-clamped(log_scale[i], log_scale_low, log_scale_high));
      const float u = clamped((low[i] - mu) * r, -far, far), v = clamped((high[i] - mu) * r, -far, far);
      // F(v) - F(u) = F(v) F(-u) (1 - e^(u-v)), without cancellation
      const float eu = exponential(u), ev = exponential(-v), width = 1 - exponential(u - v);
      const float above_u = 1 / (1 + eu), below_v = 1 / (1 + ev);
      const float mass = below_v * above_u * width;
      const float skew = above_u - below_v;  // (F'(v) - F'(u)) / mass
      by_mean[i] = skew * r * inside(mean[i], mean_low, mean_high);
      by_log_scale[i] = (u * skew + (v - u) * ev * below_v / (above_u * width + 1e-30f)) *
                        inside(log_scale[i], log_scale_low, log_scale_high);
      part[i] = weight[i] * mass;
      p[i] += part[i];
    }
  }
  for (std::size_t c = logistics; c < weights; ++c) {
    const float* weight = slopes + c * n;
    float* part = parts + c * n;
    const bool uniform = c == logistics + atoms;
    const float value = uniform ? 0 : static_cast<float>(a.atoms[c - logistics]);
    for (std::size_t i = 0; i < n; ++i) {
      const float mass = uniform ? 1.0f / 256 : (x[i] == value ? 1.0f : 0.0f);
      part[i] = weight[i] * mass;
      p[i] += part[i];
    }
  }
  double nats = 0;
  for (std::size_t i = 0; i < n; ++i) {
    nats += static_cast<double>(logarithm(total[i]) - logarithm(p[i]));
    total[i] = 1 / total[i];
    p[i] = 1 / p[i];
  }
  for (std::size_t c = 0; c < weights; ++c) {
    const float* logit = outputs + c * n;
    float *slope = slopes + c * n, *part = parts + c * n;
    for (std::size_t i = 0; i < n; ++i) {
      part[i] *= p[i];
      slope[i] = (slope[i] * total[i] - part[i]) * inside(logit[i], -bound, bound);
    }
  }
  for (std::size_t k = 0; k < logistics; ++k) {
    float *by_mean = slopes + (weights + k) * n, *by_log_scale = by_mean + logistics * n;
    const float* part = parts + k * n;
    for (std::size_t i = 0; i < n; ++i) {
      by_mean[i] *= part[i];
      by_log_scale[i] *= part[i];
    }
  }
  return nats;
}

}  // namespace ansatz::training
