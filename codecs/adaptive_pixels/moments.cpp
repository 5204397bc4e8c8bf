// Lanes are added up by themselves and in pairs at the end; everything else is one element at a time. So all instruction sets, and the
// scalar form, give the same bits.
#include <adaptive_pixels/private/moments.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "adaptive_pixels/moments.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using lanes = hn::CappedTag<float, moment_lanes>;

/// to[i] += factor from[i]; count is of whole lanes.
HWY_INLINE void add_times(float* to, const float* from, float factor, std::size_t count) {
  const lanes d;
  const auto f = hn::Set(d, factor);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(hn::Add(hn::LoadU(d, to + i), hn::Mul(f, hn::LoadU(d, from + i))), d, to + i);
}

void products_any(const moment_layout& l, float* sums, const float* z, float weight) {
  for (std::size_t i = 0; i < l.regressors(); ++i) {
    const std::size_t first = moment_layout::first(i);
    add_times(sums + l.row(i), z + first, weight * z[i], l.width() - first);
  }
}

/// What is next to nothing is nothing, so that sums that decay for long do not get subnormal, which is slow.
HWY_INLINE hn::Vec<lanes> unless_tiny(hn::Vec<lanes> v) {
  return hn::IfThenElseZero(hn::Ge(hn::Abs(v), hn::Set(lanes{}, 1e-20f)), v);
}

void add_decayed_any(float* out, const float* a, const float* b, float decay, std::size_t count) {
  const lanes d;
  const auto f = hn::Set(d, decay);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(unless_tiny(hn::Add(hn::LoadU(d, a + i), hn::Mul(f, hn::LoadU(d, b + i)))), d, out + i);
}

void add_and_decay_any(float* left, const float* kept, float decay, std::size_t count) {
  const lanes d;
  const auto f = hn::Set(d, decay);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(unless_tiny(hn::Mul(f, hn::Add(hn::LoadU(d, left + i), hn::LoadU(d, kept + i)))), d, left + i);
}

HWY_INLINE float dot(const float* a, const float* b, std::size_t count) {
  const lanes d;
  HWY_ALIGN float sums[moment_lanes] = {};
  for (std::size_t i = 0; i < count; i += moment_lanes)
    for (std::size_t k = 0; k < moment_lanes; k += hn::Lanes(d))
      hn::Store(hn::Add(hn::Load(d, sums + k), hn::Mul(hn::LoadU(d, a + i + k), hn::LoadU(d, b + i + k))), d,
                sums + k);
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}
float dot_any(const float* a, const float* b, std::size_t count) { return dot(a, b, count); }

void solve_any(const moment_layout& l, float* sums, float ridge, float* x) {
  const std::size_t n = l.regressors(), width = l.width();
  // Element j of row i.
  const auto row = [&](std::size_t i) { return sums + l.row(i) - moment_layout::first(i); };
  for (std::size_t k = 0; k < n; ++k) row(k)[k] += ridge;
  for (std::size_t k = 0; k < n; ++k) {
    float* const pivot = row(k);
    if (!(pivot[k] > ridge * 0.5f)) {
      pivot[k] = 0;
      continue;
    }
    pivot[k] = 1 / pivot[k];
    for (std::size_t i = k + 1; i < n; ++i) {
      const std::size_t first = moment_layout::first(i);
      add_times(row(i) + first, pivot + first, -(pivot[i] * pivot[k]), width - first);
    }
  }
  // From the last one on, each from those after it, which are all that is not 0 yet.
  for (std::size_t i = 0; i < width; ++i) x[i] = 0;
  x[n] = -1;
  for (std::size_t k = n; k-- > 0;) {
    const std::size_t first = moment_layout::first(k), own = k - first;
    float* const r = row(k) + first;
    const float inverse = r[own];
    for (std::size_t j = 0; j <= own; ++j) r[j] = 0;
    x[k] = -(dot(r, x + first, width - first) * inverse);
  }
  x[n] = 0;
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(products_any);
HWY_EXPORT(add_decayed_any);
HWY_EXPORT(add_and_decay_any);
HWY_EXPORT(dot_any);
HWY_EXPORT(solve_any);

void add_products(const moment_layout& l, std::span<float> sums, std::span<const float> z, float weight) {
  HWY_DYNAMIC_DISPATCH(products_any)(l, sums.data(), z.data(), weight);
}
void add_decayed(std::span<float> out, std::span<const float> a, std::span<const float> b, float decay) {
  HWY_DYNAMIC_DISPATCH(add_decayed_any)(out.data(), a.data(), b.data(), decay, out.size());
}
void decay_and_add(std::span<float> kept, std::span<const float> fresh, float decay) {
  HWY_DYNAMIC_DISPATCH(add_decayed_any)(kept.data(), fresh.data(), kept.data(), decay, kept.size());
}
void add_and_decay(std::span<float> left, std::span<const float> kept, float decay) {
  HWY_DYNAMIC_DISPATCH(add_and_decay_any)(left.data(), kept.data(), decay, left.size());
}
void solve_moments(const moment_layout& l, std::span<float> sums, float ridge,
                   std::span<float> coefficients) {
  HWY_DYNAMIC_DISPATCH(solve_any)(l, sums.data(), ridge, coefficients.data());
}
float predicted(std::span<const float> coefficients, std::span<const float> z) {
  return HWY_DYNAMIC_DISPATCH(dot_any)(coefficients.data(), z.data(), z.size());
}

}  // namespace ansatz::detail
#endif
