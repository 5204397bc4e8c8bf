#include <cstring>
#include <net/pair_products.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "net/pair_products.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void multiply_pairs_any(const std::int16_t* weights, const std::int32_t* biases, const std::int16_t* in,
                        std::size_t pairs, std::size_t outputs, std::int32_t* out) {
#if HWY_TARGET == HWY_SCALAR
  for (std::size_t j = 0; j < outputs; ++j) {
    out[j] = biases[j];
    for (std::size_t p = 0; p < pairs; ++p)
      for (std::size_t i = 0; i < 2; ++i) out[j] += weights[(p * outputs + j) * 2 + i] * in[2 * p + i];
  }
#else
  const hn::CappedTag<std::int32_t, whole_outputs> d;
  const hn::Repartition<std::int16_t, decltype(d)> d16;
  for (std::size_t j = 0; j < outputs; j += hn::Lanes(d)) {
    auto even = hn::Zero(d),
         odd = hn::Zero(d);  // biases come last: what is in which lane depends on the target
    for (std::size_t p = 0; p < pairs; ++p) {
      std::int32_t pair;  // its halves as they lie in memory, in either order of bytes
      std::memcpy(&pair, in + 2 * p, sizeof pair);
      if (pair == 0) continue;
      even = hn::ReorderWidenMulAccumulate(d, hn::BitCast(d16, hn::Set(d, pair)),
                                           hn::LoadU(d16, weights + (p * outputs + j) * 2), even, odd);
    }
    hn::StoreU(hn::Add(hn::RearrangeToOddPlusEven(even, odd), hn::LoadU(d, biases + j)), d, out + j);
  }
#endif
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(multiply_pairs_any);

void multiply_pairs(std::span<const std::int16_t> weights, std::span<const std::int32_t> biases,
                    std::span<const std::int16_t> in, std::size_t pairs, std::span<std::int32_t> out) {
  HWY_DYNAMIC_DISPATCH(multiply_pairs_any)
  (weights.data(), biases.data(), in.data(), pairs, biases.size(), out.data());
}

}  // namespace ansatz::detail
#endif
