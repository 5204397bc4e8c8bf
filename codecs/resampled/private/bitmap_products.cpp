#include <algorithm>
#include <net/pair_products.hpp>
#include <resampled/private/bitmap_products.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "resampled/private/bitmap_products.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void add_rows_any(const std::int16_t* rows, const std::uint16_t* which, std::size_t count, std::size_t width,
                  std::int16_t* sums) {
  const hn::CappedTag<std::int16_t, whole_outputs> d;
  const std::size_t n = hn::Lanes(d);
  std::size_t c = 0;
  for (; c + 4 * n <= width; c += 4 * n) {
    std::int16_t* to = sums + c;
    auto s0 = hn::LoadU(d, to), s1 = hn::LoadU(d, to + n), s2 = hn::LoadU(d, to + 2 * n),
         s3 = hn::LoadU(d, to + 3 * n);
    for (std::size_t i = 0; i < count; ++i) {
      const std::int16_t* row = rows + which[i] * width + c;
      s0 = hn::Add(s0, hn::LoadU(d, row));
      s1 = hn::Add(s1, hn::LoadU(d, row + n));
      s2 = hn::Add(s2, hn::LoadU(d, row + 2 * n));
      s3 = hn::Add(s3, hn::LoadU(d, row + 3 * n));
    }
    hn::StoreU(s0, d, to);
    hn::StoreU(s1, d, to + n);
    hn::StoreU(s2, d, to + 2 * n);
    hn::StoreU(s3, d, to + 3 * n);
  }
  for (; c < width; c += n) {
    auto s = hn::LoadU(d, sums + c);
    for (std::size_t i = 0; i < count; ++i) s = hn::Add(s, hn::LoadU(d, rows + which[i] * width + c));
    hn::StoreU(s, d, sums + c);
  }
}

void rectify_any(const std::int16_t* sums, std::size_t count, std::int16_t most, std::int16_t* to) {
  const hn::CappedTag<std::int16_t, whole_outputs> d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(hn::Min(hn::Max(hn::LoadU(d, sums + i), hn::Zero(d)), hn::Set(d, most)), d, to + i);
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(add_rows_any);
HWY_EXPORT(rectify_any);

void add_rows(std::span<const std::int16_t> rows, std::span<const std::uint16_t> which,
              std::span<std::int16_t> sums) {
  HWY_DYNAMIC_DISPATCH(add_rows_any)(rows.data(), which.data(), which.size(), sums.size(), sums.data());
}

void rectify(std::span<const std::int16_t> sums, std::int16_t most, std::span<std::int16_t> to) {
  HWY_DYNAMIC_DISPATCH(rectify_any)(sums.data(), sums.size(), most, to.data());
}

}  // namespace ansatz::detail
#endif
