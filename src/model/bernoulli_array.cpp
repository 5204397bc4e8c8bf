#include <ansatz/model/bernoulli_array.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/bernoulli_array.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <model/cdf_tables-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

void zeros_of(const std::int32_t* logits, std::size_t count, unsigned bits, std::uint32_t* zeros) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::CappedTag<std::uint64_t, 8> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Rebind<std::int32_t, decltype(d)> d32;
  const std::uint64_t total = std::uint64_t{1} << bits;
  const auto spare = hn::Set(d, total - 2), most = hn::Set(d, total - 1);
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto logit = hn::PromoteTo(di, hn::LoadU(d32, logits + i));
    const auto half = hn::ShiftRight<1>(cdf_of(logistic_pairs, d, logit));  // at most 2^31
    const auto ones = hn::ShiftRight<31>(low_product(d, half, spare));
    hn::StoreU(hn::TruncateTo(hn::Rebind<std::uint32_t, decltype(d)>{}, hn::Sub(most, ones)),
               hn::Rebind<std::uint32_t, decltype(d)>{}, zeros + i);
  }
#endif
  for (; i < count; ++i) zeros[i] = bernoulli_model::from_logit(logits[i], bits).interval_of(0).freq;
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(zeros_of);

void bernoulli_zeros(std::span<const std::int32_t> logits, unsigned bits, std::span<std::uint32_t> zeros) {
  HWY_DYNAMIC_DISPATCH(zeros_of)(logits.data(), logits.size(), bits, zeros.data());
}

}  // namespace ansatz::detail
#endif
