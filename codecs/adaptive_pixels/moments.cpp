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

void add_any(float* out, const float* a, const float* b, std::size_t count) {
  const lanes d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(hn::Add(hn::LoadU(d, a + i), hn::LoadU(d, b + i)), d, out + i);
}

void add_decayed_any(float* sums, const float* next, float decay, std::size_t count) {
  const lanes d;
  const auto f = hn::Set(d, decay);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(unless_tiny(hn::Add(hn::LoadU(d, sums + i), hn::Mul(f, hn::LoadU(d, next + i)))), d, sums + i);
}

void take_in_any(float* here, const float* next, float* fresh, float* left, float decay, float decay_of_block,
                 std::size_t count) {
  const lanes d;
  const auto f = hn::Set(d, decay), of_block = hn::Set(d, decay_of_block);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto own = hn::Sub(hn::LoadU(d, here + i), hn::Mul(of_block, hn::LoadU(d, next + i)));
    const auto now = unless_tiny(hn::Add(hn::LoadU(d, fresh + i), hn::Mul(f, own)));
    hn::StoreU(now, d, here + i);
    hn::StoreU(unless_tiny(hn::Mul(of_block, hn::Add(hn::LoadU(d, left + i), now))), d, left + i);
    hn::StoreU(hn::Zero(d), d, fresh + i);
  }
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

/// to[i] += f from[i] + g next[i], one after the other; count is of whole lanes.
HWY_INLINE void add_both(float* to, const float* from, float f, const float* next, float g,
                         std::size_t count) {
  const lanes d;
  const auto vf = hn::Set(d, f), vg = hn::Set(d, g);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto first = hn::Add(hn::LoadU(d, to + i), hn::Mul(vf, hn::LoadU(d, from + i)));
    hn::StoreU(hn::Add(first, hn::Mul(vg, hn::LoadU(d, next + i))), d, to + i);
  }
}

void solve_any(const moment_layout& l, float* sums, float ridge, float* x) {
  const std::size_t n = l.regressors(), width = l.width();
  // Element j of row i.
  const auto row = [&](std::size_t i) { return sums + l.row(i) - moment_layout::first(i); };
  for (std::size_t k = 0; k < n; ++k) row(k)[k] += ridge;
  // The diagonal becomes the inverse of the pivot, or 0.
  const auto invert = [&](std::size_t k) {
    float& pivot = row(k)[k];
    pivot = pivot > ridge * 0.5f ? 1 / pivot : 0;
  };
  // Two pivots at a time, each first to last.
  for (std::size_t k = 0; k < n; k += 2) {
    float* const one = row(k);
    invert(k);
    if (k + 1 == n) break;
    float* const two = row(k + 1);
    const std::size_t from = moment_layout::first(k + 1);
    add_times(two + from, one + from, -(one[k + 1] * one[k]), width - from);
    invert(k + 1);
    for (std::size_t i = k + 2; i < n; ++i) {
      const std::size_t first = moment_layout::first(i);
      add_both(row(i) + first, one + first, -(one[i] * one[k]), two + first, -(two[i] * two[k + 1]),
               width - first);
    }
  }
  // From the last one on: what is known is taken from the targets of those before.
  for (std::size_t i = 0; i < width; ++i) x[i] = i < n ? row(i)[n] : 0;
  for (std::size_t k = n; k-- > 0;) {
    const float found = x[k] = x[k] * row(k)[k];
    for (std::size_t i = 0; i < k; ++i) x[i] = x[i] - row(i)[k] * found;
  }
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(products_any);
HWY_EXPORT(add_any);
HWY_EXPORT(add_decayed_any);
HWY_EXPORT(take_in_any);
HWY_EXPORT(dot_any);
HWY_EXPORT(solve_any);

void add_products(const moment_layout& l, std::span<float> sums, std::span<const float> z, float weight) {
  HWY_DYNAMIC_DISPATCH(products_any)(l, sums.data(), z.data(), weight);
}
void add(std::span<float> out, std::span<const float> a, std::span<const float> b) {
  HWY_DYNAMIC_DISPATCH(add_any)(out.data(), a.data(), b.data(), out.size());
}
void add_decayed(std::span<float> sums, std::span<const float> next, float decay) {
  HWY_DYNAMIC_DISPATCH(add_decayed_any)(sums.data(), next.data(), decay, sums.size());
}
void take_in(std::span<float> here, std::span<const float> next, std::span<float> fresh,
             std::span<float> left, float decay, float decay_of_block) {
  HWY_DYNAMIC_DISPATCH(take_in_any)
  (here.data(), next.data(), fresh.data(), left.data(), decay, decay_of_block, here.size());
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
