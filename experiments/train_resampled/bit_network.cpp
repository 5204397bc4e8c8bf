#include "bit_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <model/real_math.hpp>
#include <random>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "train_resampled/bit_network.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::training::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using tag = hn::CappedTag<float, 16>;

/// to += the sum of rows, `width` numbers each.
void add_rows(const float* rows, const std::uint16_t* which, std::size_t count, std::size_t width,
              float* to) {
  const tag d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t c = 0;
  for (; c + 4 * lanes <= width; c += 4 * lanes) {
    auto a = hn::LoadU(d, to + c), b = hn::LoadU(d, to + c + lanes), e = hn::LoadU(d, to + c + 2 * lanes),
         f = hn::LoadU(d, to + c + 3 * lanes);
    for (std::size_t i = 0; i < count; ++i) {
      const float* r = rows + which[i] * width + c;
      a = hn::Add(a, hn::LoadU(d, r));
      b = hn::Add(b, hn::LoadU(d, r + lanes));
      e = hn::Add(e, hn::LoadU(d, r + 2 * lanes));
      f = hn::Add(f, hn::LoadU(d, r + 3 * lanes));
    }
    hn::StoreU(a, d, to + c);
    hn::StoreU(b, d, to + c + lanes);
    hn::StoreU(e, d, to + c + 2 * lanes);
    hn::StoreU(f, d, to + c + 3 * lanes);
  }
  for (; c < width; c += lanes) {
    auto a = hn::LoadU(d, to + c);
    for (std::size_t i = 0; i < count; ++i) a = hn::Add(a, hn::LoadU(d, rows + which[i] * width + c));
    hn::StoreU(a, d, to + c);
  }
}
/// to += the sum of rows times factors; rows of factor 0 are passed over.
void add_products(const float* rows, const float* factors, std::size_t count, std::size_t width, float* to) {
  const tag d;
  for (std::size_t i = 0; i < count; ++i) {
    if (factors[i] == 0) continue;
    const auto f = hn::Set(d, factors[i]);
    for (std::size_t c = 0; c < width; c += hn::Lanes(d))
      hn::StoreU(hn::MulAdd(f, hn::LoadU(d, rows + i * width + c), hn::LoadU(d, to + c)), d, to + c);
  }
}
/// Each row += its factor times x.
void add_outer(float* rows, const float* factors, std::size_t count, std::size_t width, const float* x) {
  const tag d;
  for (std::size_t i = 0; i < count; ++i) {
    if (factors[i] == 0) continue;
    const auto f = hn::Set(d, factors[i]);
    for (std::size_t c = 0; c < width; c += hn::Lanes(d))
      hn::StoreU(hn::MulAdd(f, hn::LoadU(d, x + c), hn::LoadU(d, rows + i * width + c)), d,
                 rows + i * width + c);
  }
}
void move_weights(const float* g, std::size_t n, float rate, float correction, float blend, float* w,
                  float* m, float* v, float* average) {
  const tag d;
  const auto keep_m = hn::Set(d, 0.9F), keep_v = hn::Set(d, 0.99F);
  for (std::size_t i = 0; i < n; i += hn::Lanes(d)) {
    const auto x = hn::LoadU(d, g + i);
    const auto mean = hn::MulAdd(keep_m, hn::Sub(hn::LoadU(d, m + i), x), x);
    const auto xx = hn::Mul(x, x);
    const auto square = hn::MulAdd(keep_v, hn::Sub(hn::LoadU(d, v + i), xx), xx);
    const auto size = hn::Add(hn::Sqrt(hn::Mul(square, hn::Set(d, correction))), hn::Set(d, 1e-8F));
    const auto to = hn::Sub(hn::LoadU(d, w + i), hn::Div(hn::Mul(hn::Set(d, rate), mean), size));
    const auto a = hn::LoadU(d, average + i);
    hn::StoreU(mean, d, m + i);
    hn::StoreU(square, d, v + i);
    hn::StoreU(to, d, w + i);
    hn::StoreU(hn::MulAdd(hn::Set(d, blend), hn::Sub(to, a), a), d, average + i);
  }
}

}  // namespace ansatz::training::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::training {

HWY_EXPORT(add_rows);
HWY_EXPORT(add_products);
HWY_EXPORT(add_outer);
HWY_EXPORT(move_weights);

namespace {

constexpr std::size_t block = 32;  // samples whose slopes stay near
constexpr float most = 32;         // of what goes from layer to layer

bool open(float x) { return x > 0 && x < most; }

/// Transposes {rows, columns}.
std::vector<float> turned(const float* m, std::size_t rows, std::size_t columns) {
  std::vector<float> t(rows * columns);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = 0; j < columns; ++j) t[j * rows + i] = m[i * columns + j];
  return t;
}

}  // namespace

bit_network::bit_network(std::size_t inputs_, std::size_t hidden_, std::size_t second_)
    : inputs{inputs_}, hidden{hidden_}, second{second_} {
  weights.assign(size(), 0);
}

void bit_network::begin(std::uint32_t seed) {
  std::mt19937 random{seed};
  const auto fill = [&](std::size_t from, std::size_t to, double scale) {
    for (std::size_t i = from; i < to; ++i)
      weights[i] = static_cast<float>((static_cast<double>(random()) * 0x1p-31 - 1) * scale);
  };
  fill(0, bias1(), 0.12);
  fill(weight2(), bias2(), std::sqrt(3.0 / static_cast<double>(hidden)));
  fill(weight3(), bias3(), 0.1);
}

double bits_of(const bit_network& n, const samples& s, std::span<float> gradient) {
  const float* w = n.weights.data();
  const std::size_t h = n.hidden, k = n.second;
  const auto back2 = gradient.empty() ? std::vector<float>{} : turned(w + n.weight2(), h, k);
  std::vector<float> first(block * h), slopes(block * h), second(k), slope2(k);
  std::vector<std::array<std::uint16_t, block>> seen_in(gradient.empty() ? 0 : n.inputs);
  std::vector<std::uint8_t> times(seen_in.size());
  double bits = 0;
  for (std::size_t from = 0; from < s.size(); from += block) {
    const std::size_t count = std::min(block, s.size() - from);
    std::ranges::fill(times, std::uint8_t{0});
    for (std::size_t b = 0; b < count; ++b) {
      float* x = first.data() + b * h;
      const auto inputs = s.inputs_of(from + b);
      std::copy_n(w + n.bias1(), h, x);
      HWY_DYNAMIC_DISPATCH(add_rows)(w, inputs.data(), inputs.size(), h, x);
      for (std::size_t i = 0; i < h; ++i) x[i] = std::min(std::max(x[i], 0.0F), most);
      std::copy_n(w + n.bias2(), k, second.data());
      HWY_DYNAMIC_DISPATCH(add_products)(w + n.weight2(), x, h, k, second.data());
      double logit = w[n.bias3()];
      for (std::size_t i = 0; i < k; ++i) {
        second[i] = std::min(std::max(second[i], 0.0F), most);
        logit += double{w[n.weight3() + i]} * double{second[i]};
      }
      const double t = double{s.inked[from + b]}, weight = double{s.weights[from + b]};
      const double signed_logit = t > 0.5 ? -logit : logit;  // of what did not come
      bits += weight * real::softplus(signed_logit) / real::ln2;
      if (gradient.empty()) continue;
      const auto slope = static_cast<float>(weight * (1 / (1 + real::exp(-logit)) - t));
      gradient[n.bias3()] += slope;
      for (std::size_t i = 0; i < k; ++i) {
        gradient[n.weight3() + i] += slope * second[i];
        slope2[i] = open(second[i]) ? slope * w[n.weight3() + i] : 0;
        gradient[n.bias2() + i] += slope2[i];
      }
      float* dx = slopes.data() + b * h;
      std::fill_n(dx, h, 0.0F);
      HWY_DYNAMIC_DISPATCH(add_products)(back2.data(), slope2.data(), k, h, dx);
      HWY_DYNAMIC_DISPATCH(add_outer)(gradient.data() + n.weight2(), x, h, k, slope2.data());
      for (std::size_t i = 0; i < h; ++i) {
        dx[i] = open(x[i]) ? dx[i] : 0;
        gradient[n.bias1() + i] += dx[i];
      }
      for (const std::uint16_t i : inputs) seen_in[i][times[i]++] = static_cast<std::uint16_t>(b);
    }
    for (std::size_t i = 0; i < times.size(); ++i)
      if (times[i] != 0)
        HWY_DYNAMIC_DISPATCH(add_rows)(slopes.data(), seen_in[i].data(), times[i], h,
                                       gradient.data() + i * h);
  }
  return bits;
}

descent::descent(const bit_network& n) : mean(n.size()), square(n.size()), average{n.weights} {}

void descent::step(bit_network& n, std::span<const float> gradient, float rate) {
  ++steps;
  const double t = static_cast<double>(steps);
  const auto now = static_cast<float>(double{rate} / (1 - real::exp(t * real::log(0.9))));
  const auto correction = static_cast<float>(1 / (1 - real::exp(t * real::log(0.99))));
  const auto blend = static_cast<float>(std::max(0.002, 1 / (1 + t / 8)));
  HWY_DYNAMIC_DISPATCH(move_weights)
  (gradient.data(), n.size(), now, correction, blend, n.weights.data(), mean.data(), square.data(),
   average.data());
}

}  // namespace ansatz::training
#endif
