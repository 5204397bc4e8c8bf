#include <net/short_layer.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "net/short_each.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::shorts {
namespace {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void multiply_any(const each_kernel& k, const std::int16_t* x, std::size_t cells, std::int32_t* y) {
  const hn::CappedTag<std::int32_t, short_convolution::tile> d;
  const hn::Rebind<std::int16_t, decltype(d)> d16;
  const auto wide = [&](const std::int16_t* from) { return hn::PromoteTo(d, hn::LoadU(d16, from)); };
  for (std::size_t c = 0; c < cells; ++c, x += k.stride * k.channels, y += k.channels)
    for (std::size_t o = 0; o < k.channels; o += hn::Lanes(d)) {
      auto sum = hn::Zero(d);
      const std::int16_t *from = x + o, *weights = k.weights + o;
      for (std::size_t r = 0; r < k.size; ++r, from += k.row)
        for (std::size_t at = 0; at < k.size; ++at, weights += k.channels)
          sum = hn::Add(sum, hn::Mul(wide(weights), wide(from + at * k.channels)));
      hn::StoreU(sum, d, y + o);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace
}  // namespace ansatz::shorts
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::shorts {
namespace {
HWY_EXPORT(multiply_any);
}

void multiply_each(const each_kernel& k, const std::int16_t* x, std::size_t cells, std::int32_t* y) {
  HWY_DYNAMIC_DISPATCH(multiply_any)(k, x, cells, y);
}

}  // namespace ansatz::shorts
#endif
