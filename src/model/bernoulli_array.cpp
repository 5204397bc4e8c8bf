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

/// Whether all symbols are 0 or 1.
bool intervals(std::uint32_t total, const std::uint32_t* zeros, const std::uint8_t* x, std::size_t count,
               std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
  bool good = true;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<std::uint32_t> d;
  const hn::Rebind<std::uint8_t, decltype(d)> d8;
  const auto all = hn::Set(d, total), zero = hn::Zero(d);
  auto any = zero;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto symbol = hn::PromoteTo(d, hn::LoadU(d8, x + i)), z = hn::LoadU(d, zeros + i);
    const auto is_zero = hn::Eq(symbol, zero);
    any = hn::Or(any, symbol);
    hn::StoreU(hn::IfThenZeroElse(is_zero, z), d, starts + i);
    hn::StoreU(hn::IfThenElse(is_zero, z, hn::Sub(all, z)), d, freqs + i);
  }
  good = hn::AllTrue(d, hn::Eq(hn::ShiftRight<1>(any), zero));
#endif
  for (; i < count; ++i) {
    good &= x[i] <= 1;
    starts[i] = x[i] == 0 ? 0 : zeros[i];
    freqs[i] = x[i] == 0 ? zeros[i] : total - zeros[i];
  }
  return good;
}

void find(std::uint32_t total, const std::uint32_t* zeros, const std::uint32_t* cells, std::size_t count,
          std::uint8_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<std::uint32_t> d;
  const hn::Rebind<std::uint8_t, decltype(d)> d8;
  const auto all = hn::Set(d, total), one = hn::Set(d, 1);
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const auto z = hn::LoadU(d, zeros + i);
    const auto is_zero = hn::Lt(hn::LoadU(d, cells + i), z);
    hn::StoreU(hn::TruncateTo(d8, hn::IfThenZeroElse(is_zero, one)), d8, x + i);
    hn::StoreU(hn::IfThenZeroElse(is_zero, z), d, starts + i);
    hn::StoreU(hn::IfThenElse(is_zero, z, hn::Sub(all, z)), d, freqs + i);
  }
#endif
  for (; i < count; ++i) {
    x[i] = cells[i] < zeros[i] ? 0 : 1;
    starts[i] = x[i] == 0 ? 0 : zeros[i];
    freqs[i] = x[i] == 0 ? zeros[i] : total - zeros[i];
  }
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(zeros_of);
HWY_EXPORT(intervals);
HWY_EXPORT(find);

void bernoulli_zeros(std::span<const std::int32_t> logits, unsigned bits, std::span<std::uint32_t> zeros) {
  HWY_DYNAMIC_DISPATCH(zeros_of)(logits.data(), logits.size(), bits, zeros.data());
}
void bernoulli_intervals(precision total, std::span<const std::uint32_t> zeros,
                         std::span<const std::uint8_t> x, std::span<std::uint32_t> starts,
                         std::span<std::uint32_t> freqs) {
  if (!HWY_DYNAMIC_DISPATCH(intervals)(total.count(), zeros.data(), x.data(), x.size(), starts.data(),
                                       freqs.data()))
    throw domain_error("bernoulli: the symbol must be 0 or 1");
}
void bernoulli_find(precision total, std::span<const std::uint32_t> zeros,
                    std::span<const std::uint32_t> cells, std::span<std::uint8_t> x,
                    std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  HWY_DYNAMIC_DISPATCH(find)(total.count(), zeros.data(), cells.data(), cells.size(), x.data(), starts.data(),
                             freqs.data());
}

}  // namespace ansatz::detail
#endif
