// The scalar forms, below, are the definition; a test compares the two on every target that the machine has.
#include <ansatz/mixing/detail/mixing_kernels.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "mixing/mixing_kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

void dots_any(const std::int32_t* const* sets, std::size_t how_many, const std::int32_t* x, std::size_t count,
              std::int64_t* sums) {
  for (std::size_t k = 0; k < how_many; ++k) {
    sums[k] = 0;
    for (std::size_t i = 0; i < count; ++i) sums[k] += std::int64_t{sets[k][i]} * x[i];
  }
}

void moves_any(std::int32_t* const* sets, const std::int32_t* pulls, std::size_t how_many,
               const std::int32_t* x, std::size_t count, const mixing_steps& how) {
  for (std::size_t k = 0; k < how_many; ++k)
    for (std::size_t i = 0; i < count; ++i) {
      std::int32_t& w = sets[k][i];
      const std::int64_t moved = w + ((std::int64_t{pulls[k]} * x[i] + how.half) >> how.shift);
      w = static_cast<std::int32_t>(moved > how.most ? how.most : moved < -how.most ? -how.most : moved);
    }
}

#else

namespace hn = hwy::HWY_NAMESPACE;
using words = hn::CappedTag<std::int32_t, mixing_step>;
using sums_of = hn::RepartitionToWide<words>;
using rows = hn::RebindToUnsigned<sums_of>;

/// Where MulEven looks for them.
auto odd(hn::Vec<words> v) { return hn::BitCast(words{}, hn::ShiftRight<32>(hn::BitCast(rows{}, v))); }

void dots_any(const std::int32_t* const* sets, std::size_t how_many, const std::int32_t* x, std::size_t count,
              std::int64_t* sums) {
  const words d;
  for (std::size_t k = 0; k < how_many; ++k) {
    const std::int32_t* const w = sets[k];
    auto sum = hn::Zero(sums_of{});
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      const auto a = hn::LoadU(d, w + i), b = hn::LoadU(d, x + i);
      sum = hn::Add(sum, hn::Add(hn::MulEven(a, b), hn::MulEven(odd(a), odd(b))));
    }
    sums[k] = hn::GetLane(hn::SumOfLanes(sums_of{}, sum));
  }
}

void moves_any(std::int32_t* const* sets, const std::int32_t* pulls, std::size_t how_many,
               const std::int32_t* x, std::size_t count, const mixing_steps& how) {
  const words d;
  const rows du;
  const auto top = hn::Set(d, how.most), bottom = hn::Set(d, -how.most);
  const auto half = hn::Set(sums_of{}, how.half);
  // A step fits 32 bits, and the shift is at most 32: they are the same whatever is shifted in from above.
  const auto shifted = [&](auto product) {
    return hn::ShiftRightSame(hn::BitCast(du, hn::Add(product, half)), static_cast<int>(how.shift));
  };
  for (std::size_t k = 0; k < how_many; ++k) {
    std::int32_t* const w = sets[k];
    const auto p = hn::Set(d, pulls[k]);
    for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
      const auto b = hn::LoadU(d, x + i);
      const auto step = hn::OddEven(hn::BitCast(d, hn::ShiftLeft<32>(shifted(hn::MulEven(p, odd(b))))),
                                    hn::BitCast(d, shifted(hn::MulEven(p, b))));
      hn::StoreU(hn::Min(top, hn::Max(bottom, hn::Add(hn::LoadU(d, w + i), step))), d, w + i);
    }
  }
}

#endif

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(dots_any);
HWY_EXPORT(moves_any);

void mixing_dots(const std::int32_t* const* sets, std::size_t how_many, const std::int32_t* x,
                 std::size_t count, std::int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(dots_any)(sets, how_many, x, count, sums);
}
void mixing_moves(std::int32_t* const* sets, const std::int32_t* pulls, std::size_t how_many,
                  const std::int32_t* x, std::size_t count, const mixing_steps& how) {
  HWY_DYNAMIC_DISPATCH(moves_any)(sets, pulls, how_many, x, count, how);
}

}  // namespace ansatz::detail
#endif
