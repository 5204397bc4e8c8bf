// Distributions on buckets in vectors, as on_buckets.hpp has them: for files that are compiled once a target.
#ifndef ANSATZ_BUCKET_VECTORS
#define ANSATZ_BUCKET_VECTORS
#include <ansatz/model/detail/on_buckets.hpp>
#include <type_traits>
#endif

#include <model/cdf_tables-inl.hpp>

#if defined(ANSATZ_BUCKET_VECTORS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ANSATZ_BUCKET_VECTORS_INL
#undef ANSATZ_BUCKET_VECTORS_INL
#else
#define ANSATZ_BUCKET_VECTORS_INL
#endif

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR

template <class Shape>
constexpr const auto& table() {
  if constexpr (std::is_same_v<Shape, normal_shape>)
    return normal_pairs;
  else
    return logistic_pairs;
}

/// As the scalar `cdf_at` gives it: |distance| inverse >> shift, rounded down for positive distances and up
/// for negative ones, so that t itself is rounded down.
template <class Shape, class D>
hn::Vec<D> cdf_of_cut(D d, hn::Vec<hn::RebindToSigned<D>> cut, hn::Vec<hn::RebindToSigned<D>> mean,
                      hn::Vec<D> inverse) {
  const hn::RebindToSigned<D> di;
  const auto distance = hn::Sub(cut, mean);
  const auto negative = hn::RebindMask(d, hn::Lt(distance, hn::Zero(di)));
  const auto size = hn::IfThenElse(negative, hn::BitCast(d, hn::Neg(distance)), hn::BitCast(d, distance));
  const auto up = hn::IfThenElseZero(negative, hn::Set(d, (std::uint64_t{1} << Shape::shift) - 1));
  const auto t = hn::ShiftRight<Shape::shift>(hn::Add(low_product(d, size, inverse), up));
  const auto tail = tail_at(table<Shape>(), d, t);
  return hn::IfThenElse(negative, tail, hn::Sub(hn::Set(d, std::uint64_t{1} << 32), tail));
}

/// As the scalar `count_at`.
template <bool Floored, class D>
hn::Vec<D> count_of(D d, hn::Vec<D> cdf, hn::Vec<D> i, hn::Vec<D> total, hn::Vec<D> count, unsigned bits) {
  if constexpr (Floored)
    return hn::Add(i, hn::ShiftRight<32>(low_product(d, cdf, hn::Sub(total, count))));
  else
    return hn::ShiftRightSame(cdf, static_cast<int>(32 - bits));
}

/// The cuts at i and at i + 1: in one gather, or computed.
template <class D>
void cuts_at(D d, const bucket_set& buckets, hn::Vec<D> i, hn::Vec<hn::RebindToSigned<D>>& low,
             hn::Vec<hn::RebindToSigned<D>>& high) {
  const hn::RebindToSigned<D> di;
  if (buckets.table() == nullptr) {
    const auto width = hn::Set(di, buckets.width());  // below 2^31, as i is
    low = hn::Add(hn::Set(di, buckets.low()), hn::BitCast(di, word_product(d, i, hn::BitCast(d, width))));
    high = hn::Add(low, width);
    return;
  }
  const hn::Rebind<std::uint32_t, D> d32;
  const hn::Rebind<std::int32_t, D> i32;
  const auto pair = hn::GatherOffset(d, reinterpret_cast<const std::uint64_t*>(buckets.table()),
                                     hn::BitCast(di, hn::ShiftLeft<2>(i)));
  low = hn::PromoteTo(di, hn::BitCast(i32, hn::TruncateTo(d32, pair)));
  high = hn::PromoteTo(di, hn::BitCast(i32, hn::TruncateTo(d32, hn::ShiftRight<32>(pair))));
}

#endif

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
