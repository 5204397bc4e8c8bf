#include "learner.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <training/every_x86.hpp>

namespace ansatz::training {
namespace {

constexpr std::size_t sparse = 8, seen_kinds = 3, copied = 4;

/// e^x within 10^-6 of itself, -80 <= x <= 80: no library's, so that it is quick and everywhere the same.
[[gnu::always_inline]] inline float exponential(float x) {
  const float t = x * 1.44269504f;
  const float whole = static_cast<float>(static_cast<std::int32_t>(t + (t < 0 ? -0.5f : 0.5f)));
  const float f = (t - whole) * 0.69314718f;
  const float p =
      1 + f * (1 + f * (0.5f + f * (0.16666667f + f * (0.041666667f + f * (0.0083333f + f * 0.00138889f)))));
  return p * std::bit_cast<float>((static_cast<std::int32_t>(whole) + 127) << 23);
}

/// ln(x), x > 0, by its exponent and a series.
float logarithm(float x) {
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
  float m = std::bit_cast<float>((bits & 0x7fffff) | 0x3f800000);
  float e = static_cast<float>(static_cast<int>(bits >> 23) - 127);
  if (m > 1.41421356f) {
    m /= 2;
    e += 1;
  }
  const float z = (m - 1) / (m + 1), q = z * z;
  return e * 0.69314718f + 2 * z * (1 + q * (0.33333333f + q * (0.2f + q * (0.14285714f + q * 0.11111111f))));
}

ANSATZ_FOR_EVERY_X86 void add_row(float* __restrict to, const float* __restrict row, std::size_t n) {
  for (std::size_t j = 0; j < n; ++j) to[j] += row[j];
}

/// N outputs of a layer: out += sum_i in_i w_i of the inputs that are not 0.
template <std::size_t N>
[[gnu::always_inline]] inline void add_products(const float* __restrict in, std::size_t inputs,
                                                const float* __restrict w, std::size_t outputs,
                                                float* __restrict out) {
  float sum[N];
  for (std::size_t j = 0; j < N; ++j) sum[j] = out[j];
  for (std::size_t i = 0; i < inputs; ++i) {
    if (in[i] == 0) continue;
    const float x = in[i];
    for (std::size_t j = 0; j < N; ++j) sum[j] += x * w[i * outputs + j];
  }
  for (std::size_t j = 0; j < N; ++j) out[j] = sum[j];
}

/// A layer of a multiple of 16 outputs.
ANSATZ_FOR_EVERY_X86 void add_layer(const float* in, std::size_t inputs, const float* w, std::size_t outputs,
                                    float* out) {
  std::size_t j = 0;
  for (; outputs - j >= 64; j += 64) add_products<64>(in, inputs, w + j, outputs, out + j);
  for (; j < outputs; j += 16) add_products<16>(in, inputs, w + j, outputs, out + j);
}

/// back_i += w_i . slopes, and w's slopes += in_i slopes, of the inputs that are not 0.
ANSATZ_FOR_EVERY_X86 void go_back(const float* __restrict in, std::size_t inputs, const float* __restrict w,
                                  const float* __restrict slopes, std::size_t outputs, float* __restrict of_w,
                                  float* __restrict back) {
  for (std::size_t i = 0; i < inputs; ++i) {
    if (in[i] == 0) continue;
    const float x = in[i];
    float lanes[16] = {};
    for (std::size_t j = 0; j < outputs; j += 16)
      for (std::size_t k = 0; k < 16; ++k) {
        lanes[k] += w[i * outputs + j + k] * slopes[j + k];
        of_w[i * outputs + j + k] += x * slopes[j + k];
      }
    float sum = 0;
    for (std::size_t k = 0; k < 16; ++k) sum += lanes[k];
    back[i] += sum;
  }
}

/// Logits to probabilities of levels 1 to 255.
ANSATZ_FOR_EVERY_X86 void to_probabilities(float* __restrict p) {
  float most = -1e30f;
  for (std::size_t v = 1; v < 256; ++v) most = p[v] > most ? p[v] : most;
  for (std::size_t v = 0; v < 256; ++v) {
    const float x = p[v] - most;
    p[v] = exponential(x < -60 ? -60 : x > 0 ? 0 : x);
  }
  p[0] = 0;
  float lanes[16] = {};
  for (std::size_t v = 0; v < 256; v += 16)
    for (std::size_t k = 0; k < 16; ++k) lanes[k] += p[v + k];
  float sum = 0;
  for (std::size_t k = 0; k < 16; ++k) sum += lanes[k];
  const float inverse = 1 / sum;
  for (std::size_t v = 0; v < 256; ++v) p[v] *= inverse;
}

ANSATZ_FOR_EVERY_X86 void adam(float* __restrict w, float* __restrict slopes, float* __restrict m,
                               float* __restrict v, float* __restrict average, std::size_t n, float scale,
                               float rate, float less, float share) {
  for (std::size_t i = 0; i < n; ++i) {
    const float g = slopes[i] * scale;
    slopes[i] = 0;
    m[i] += 0.1f * (g - m[i]);
    v[i] += less * (g * g - v[i]);
    w[i] -= rate * m[i] / (__builtin_sqrtf(v[i]) + 1e-7f);
    average[i] += share * (w[i] - average[i]);
  }
}

}  // namespace

struct pixel_learner::activations {
  std::vector<float> first, second;
  alignas(64) std::array<float, 256> levels;
  alignas(64) std::array<float, 16> kinds;
  std::array<std::uint8_t, 256> times;    // of a level: how often it was seen, up to 3
  std::array<std::uint8_t, copied> same;  // levels of neighbours
  float ink = 0, down_ink = 0;
  bool level = false;
};

pixel_learner::pixel_learner(detail::pixel_window window, std::size_t wide, std::size_t narrow,
                             std::uint64_t seed)
    : wide_{wide}, narrow_{narrow}, window_{window} {
  weights.assign(size(), 0);
  std::mt19937_64 random{seed};
  const auto fill = [&](part p, float scale, std::size_t rows) {
    for (std::size_t i = 0; i < rows * p.columns; ++i)
      weights[p.first + i] =
          (static_cast<float>(random() >> 40) / static_cast<float>(1 << 24) - 0.5f) * 2 * scale;
  };
  fill(first(), 0.12f, window.rows());
  fill(second(), 0.15f, wide_);
  fill(ink(), 0.1f, 1);
  std::fill_n(weights.begin() + static_cast<std::ptrdiff_t>(ink().first + narrow_), 16, 0.0f);
  if (window.grey()) fill(levels(), 0.1f, narrow_);
  average = weights;
  slopes_.assign(size(), 0);
  momentum.assign(size(), 0);
  variance.assign(size(), 0);
}

void pixel_learner::forward(const std::vector<float>& w, const float* base,
                            const std::vector<std::uint32_t>& rows, bool level,
                            const detail::pixel_rows& walk, activations& a) const {
  a.first.assign(base, base + wide_);
  for (const std::uint32_t r : rows) add_row(a.first.data(), &w[r * wide_], wide_);
  for (float& x : a.first) x = x > 0 ? (x < most ? x : most) : 0;
  const float* biases = &w[second().first + wide_ * narrow_];
  a.second.assign(biases, biases + narrow_);
  add_layer(a.first.data(), wide_, &w[second().first], narrow_, a.second.data());
  for (float& x : a.second) x = x > 0 ? (x < most ? x : most) : 0;
  a.ink = w[ink().first + narrow_];
  for (std::size_t k = 0; k < narrow_; ++k) a.ink += w[ink().first + k] * a.second[k];
  a.level = level;
  if (!level) return;
  std::memcpy(a.levels.data(), &w[levels().first + narrow_ * 256], sizeof a.levels);
  add_layer(a.second.data(), narrow_, &w[levels().first], 256, a.levels.data());
  std::memcpy(a.kinds.data(), &w[kinds().first + narrow_ * 16], sizeof a.kinds);
  add_layer(a.second.data(), narrow_, &w[kinds().first], 16, a.kinds.data());
  std::array<float, seen_kinds + 1> of_times{};
  for (std::size_t k = 0; k < seen_kinds; ++k) of_times[k + 1] = a.kinds[k];
  for (std::size_t v = 0; v < 256; ++v) {
    a.times[v] = std::min<std::uint8_t>(walk.times(static_cast<std::uint8_t>(v)), seen_kinds);
    a.levels[v] += of_times[a.times[v]];
  }
  for (std::size_t k = 0; k < copied; ++k) {
    a.same[k] = walk.near_level(k);
    a.levels[a.same[k]] += a.kinds[seen_kinds + k];
  }
  to_probabilities(a.levels.data());
}

void pixel_learner::backward(const activations& a, const std::vector<std::uint32_t>& rows, float* down) {
  std::vector<float> second_down(narrow_);
  for (std::size_t k = 0; k < narrow_; ++k) {
    second_down[k] = a.down_ink * weights[ink().first + k];
    slopes_[ink().first + k] += a.down_ink * a.second[k];
  }
  slopes_[ink().first + narrow_] += a.down_ink;
  if (a.level) {
    go_back(a.second.data(), narrow_, &weights[levels().first], a.levels.data(), 256,
            &slopes_[levels().first], second_down.data());
    add_row(&slopes_[levels().first + narrow_ * 256], a.levels.data(), 256);
    alignas(64) std::array<float, 16> down_kinds{};
    for (std::size_t v = 1; v < 256; ++v)
      if (a.times[v] > 0) down_kinds[a.times[v] - 1u] += a.levels[v];
    for (std::size_t k = 0; k < copied; ++k)
      if (a.same[k] != 0) down_kinds[seen_kinds + k] = a.levels[a.same[k]];
    go_back(a.second.data(), narrow_, &weights[kinds().first], down_kinds.data(), 16, &slopes_[kinds().first],
            second_down.data());
    add_row(&slopes_[kinds().first + narrow_ * 16], down_kinds.data(), 16);
  }
  for (std::size_t k = 0; k < narrow_; ++k)
    if (a.second[k] <= 0 || a.second[k] >= most) second_down[k] = 0;
  std::vector<float> first_down(wide_);
  go_back(a.first.data(), wide_, &weights[second().first], second_down.data(), narrow_,
          &slopes_[second().first], first_down.data());
  add_row(&slopes_[second().first + wide_ * narrow_], second_down.data(), narrow_);
  for (std::size_t k = 0; k < wide_; ++k)
    if (a.first[k] >= most) first_down[k] = 0;
  for (const std::uint32_t r : rows) add_row(&slopes_[r * wide_], first_down.data(), wide_);
  add_row(down, first_down.data(), wide_);
}

double pixel_learner::learn(std::span<const std::uint8_t> image, std::size_t width,
                            std::span<const float> soft, std::mt19937_64& random) {
  detail::pixel_rows walk{window_, width};
  activations a;
  std::vector<std::uint32_t> rows, seen;
  const float* biases = &weights[window_.rows() * wide_];
  std::vector<float> base(biases, biases + wide_), down(wide_);
  double nats = 0;
  std::uint64_t draws = random();
  for (std::size_t i = 0; i < image.size(); ++i) {
    if (i % 16 == 0) draws = random();
    const bool busy = walk.busy(), looked = busy || draws % sparse == 0;
    draws >>= 3;
    const std::uint8_t v = image[i];
    if (looked) {
      walk.rows(rows);
      forward(weights, base.data(), rows, v != 0 && window_.grey(), walk, a);
      const float counts = busy ? 1 : sparse, p = 1 / (1 + exponential(std::clamp(-a.ink, -30.0f, 30.0f)));
      const float aim = soft.empty() ? (v != 0 ? 1.0f : 0.0f) : soft[i];
      nats -= counts * (aim * logarithm(p + 1e-12f) + (1 - aim) * logarithm(1 - p + 1e-12f));
      a.down_ink = (p - aim) * counts;
      if (a.level) {
        nats -= counts * logarithm(a.levels[v] + 1e-12f);
        a.levels[v] -= 1;
        if (!busy)
          for (float& x : a.levels) x *= counts;
      }
      backward(a, rows, down.data());
      weight_ += 1;
    }
    walk.learn(v, [&](std::size_t row) {
      add_row(base.data(), &weights[row * wide_], wide_);
      for (std::size_t k = 0; k < wide_; ++k) slopes_[row * wide_ + k] -= down[k];
      seen.push_back(static_cast<std::uint32_t>(row));
    });
  }
  for (const std::uint32_t r : seen) add_row(&slopes_[r * wide_], down.data(), wide_);
  add_row(&slopes_[window_.rows() * wide_], down.data(), wide_);
  return nats;
}

void pixel_learner::step(float rate) {
  ++steps;
  const float share = std::max(0.001f, 1 / static_cast<float>(steps));
  adam(weights.data(), slopes_.data(), momentum.data(), variance.data(), average.data(), size(),
       static_cast<float>(1 / std::max(weight_, 1.0)), rate, 0.005f, share);
  weight_ = 0;
}

void pixel_learner::evaluate(std::span<const std::uint8_t> image, std::size_t width, double& of_ink,
                             double& of_levels) const {
  detail::pixel_rows walk{window_, width};
  activations a;
  std::vector<std::uint32_t> rows;
  const float* biases = &average[window_.rows() * wide_];
  std::vector<float> base(biases, biases + wide_);
  for (const std::uint8_t v : image) {
    walk.rows(rows);
    forward(average, base.data(), rows, v != 0 && window_.grey(), walk, a);
    const float p = 1 / (1 + exponential(std::clamp(v != 0 ? -a.ink : a.ink, -30.0f, 30.0f)));
    of_ink -= logarithm(p + 1e-12f);
    if (a.level) of_levels -= logarithm(a.levels[v] + 1e-12f);
    walk.learn(v, [&](std::size_t row) { add_row(base.data(), &average[row * wide_], wide_); });
  }
}

}  // namespace ansatz::training
