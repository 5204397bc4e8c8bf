#include <ansatz/model/gaussian_array.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/gaussian_array.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <model/cdf_tables-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

/// One by one, by the models themselves: the definition, and what is left over.
template <bool Floored>
void intervals_one_by_one(const gaussian_array_form& form, const gaussian_parameters* p,
                          const std::uint32_t* x, std::size_t from, std::size_t count, std::uint32_t* starts,
                          std::uint32_t* freqs) {
  for (std::size_t i = from; i < count; ++i) {
    const interval owned =
        gaussian_on_buckets<Floored>{*form.buckets, p[i], form.total.bits()}.interval_of(x[i]);
    starts[i] = owned.start, freqs[i] = owned.freq;
  }
}
template <bool Floored>
void find_one(const gaussian_array_form& form, const gaussian_parameters& p, std::uint32_t cf,
              std::uint32_t& x, std::uint32_t& start, std::uint32_t& freq) {
  const auto f = gaussian_on_buckets<Floored>{*form.buckets, p, form.total.bits()}.find(cf);
  x = f.symbol, start = f.owner.start, freq = f.owner.freq;
}

#if HWY_TARGET != HWY_SCALAR

/// As many Gaussians as a vector holds.
template <bool Floored>
class gaussians {
 public:
  using tag = hn::CappedTag<std::uint64_t, 8>;
  using tag32 = hn::Rebind<std::uint32_t, tag>;
  using vector = hn::Vec<tag>;

  gaussians(const gaussian_array_form& form, const gaussian_parameters* p)
      : buckets_{*form.buckets},
        bits_{form.total.bits()},
        total_{hn::Set(d, form.total.count())},
        count_{hn::Set(d, buckets_.count())} {
    // A mean and an inverse standard deviation are 32 bits each, side by side.
    static_assert(sizeof(gaussian_parameters) == 8);
    const auto both =
        hn::LoadU(hn::Repartition<std::uint32_t, tag>{}, reinterpret_cast<const std::uint32_t*>(p));
    const auto pair = hn::BitCast(d, both);
    mean_ = hn::PromoteTo(di, hn::BitCast(hn::Rebind<std::int32_t, tag>{}, hn::TruncateTo(tag32{}, pair)));
    inverse_ = hn::ShiftRight<32>(pair);
  }

  /// G(i), G(i + 1) of buckets i < count.
  void ends(vector i, vector& low, vector& high) const {
    // Two cuts in one gather.
    const auto pair = hn::GatherOffset(d, reinterpret_cast<const std::uint64_t*>(buckets_.cuts()),
                                       hn::BitCast(di, hn::ShiftLeft<2>(i)));
    const auto next = hn::Add(i, hn::Set(d, 1));
    low = below(
        i, hn::PromoteTo(di, hn::BitCast(hn::Rebind<std::int32_t, tag>{}, hn::TruncateTo(tag32{}, pair))));
    high = below(next, hn::PromoteTo(di, hn::BitCast(hn::Rebind<std::int32_t, tag>{},
                                                     hn::TruncateTo(tag32{}, hn::ShiftRight<32>(pair)))));
    low = hn::IfThenZeroElse(hn::Eq(i, hn::Zero(d)), low);
    high = hn::IfThenElse(hn::Eq(next, count_), total_, high);
  }

  /// A bucket near that of cf.
  vector guess(vector cf) const {
    const hn::Repartition<double, tag> dd;
    const auto p = hn::ShiftLeftSame(cf, static_cast<int>(32 - bits_));
    const auto pair = hn::GatherOffset(d, reinterpret_cast<const std::uint64_t*>(buckets_.quantiles()),
                                       hn::BitCast(di, hn::ShiftLeft<2>(hn::ShiftRight<22>(p))));
    const auto to_double = [&](auto narrow) { return hn::PromoteTo(dd, narrow); };
    const hn::Rebind<std::int32_t, tag> i32;
    const auto from = to_double(hn::BitCast(i32, hn::TruncateTo(tag32{}, pair)));
    const auto to = to_double(hn::BitCast(i32, hn::TruncateTo(tag32{}, hn::ShiftRight<32>(pair))));
    const auto part = to_double(hn::BitCast(i32, hn::TruncateTo(tag32{}, hn::And(p, hn::Set(d, 0x3fffff)))));
    const auto z = hn::MulAdd(hn::Mul(part, hn::Set(dd, 0x1p-22)), hn::Sub(to, from), from);
    const auto inverse = to_double(hn::BitCast(i32, hn::TruncateTo(tag32{}, inverse_)));
    const auto mean = to_double(hn::BitCast(i32, hn::TruncateTo(tag32{}, hn::BitCast(d, mean_))));
    const auto x = hn::MulAdd(z, hn::Div(hn::Set(dd, 65536.0), inverse), mean);
    const auto clamped = hn::Max(hn::Min(x, hn::Set(dd, 0x1p31 - 1)), hn::Set(dd, -0x1p31));
    const auto whole = hn::PromoteTo(di, hn::DemoteTo(i32, clamped));
    const auto most = hn::Sub(count_, hn::Set(d, 1));
    if (buckets_.mass_bits() > 0) {
      const auto i =
          hn::ShiftRightSame(cdf_of(normal_pairs, d, whole), static_cast<int>(32 - buckets_.mass_bits()));
      return hn::IfThenElse(hn::Eq(i, count_), most, i);
    }
    // The integer nearest, from the lowest bucket's up.
    const auto lowest = hn::Set(di, (std::int64_t{buckets_.count()} / 2 << 24) + (1 << 23));
    const auto above = hn::Add(whole, lowest);
    const auto i = hn::BitCast(di, hn::ShiftRight<24>(hn::BitCast(
                                       d, hn::IfThenElse(hn::Lt(above, hn::Zero(di)), hn::Zero(di), above))));
    return hn::BitCast(d, hn::IfThenElse(hn::Gt(i, hn::BitCast(di, most)), hn::BitCast(di, most), i));
  }

  static constexpr tag d{};
  static constexpr hn::RebindToSigned<tag> di{};

 private:
  /// G(i) for a cut inside, in the steps of `gaussian_on_buckets`: |distance| inverse >> 16, rounded down for
  /// positive distances and up for negative ones, so that t itself is rounded down.
  vector below(vector i, hn::Vec<hn::RebindToSigned<tag>> cut) const {
    const auto distance = hn::Sub(cut, mean_);
    const auto negative = hn::RebindMask(d, hn::Lt(distance, hn::Zero(di)));
    const auto size = hn::IfThenElse(negative, hn::BitCast(d, hn::Neg(distance)), hn::BitCast(d, distance));
    const auto product = low_product(d, size, inverse_);
    const auto up = hn::IfThenElseZero(negative, hn::Set(d, 0xffff));
    const auto tail = tail_at(normal_pairs, d, hn::ShiftRight<16>(hn::Add(product, up)));
    if constexpr (Floored) {
      const auto room = hn::Sub(total_, count_);
      const auto part = word_product(d, tail, room);
      const auto upper = hn::Sub(hn::ShiftLeft<32>(room), part);
      return hn::Add(i, hn::ShiftRight<32>(hn::IfThenElse(negative, part, upper)));
    } else {
      const auto phi = hn::IfThenElse(negative, tail, hn::Sub(hn::Set(d, std::uint64_t{1} << 32), tail));
      return hn::ShiftRightSame(phi, static_cast<int>(32 - bits_));
    }
  }

  const gaussian_buckets& buckets_;
  unsigned bits_;
  vector total_, count_, inverse_;
  hn::Vec<hn::RebindToSigned<tag>> mean_;
};

#endif

template <bool Floored>
void intervals(const gaussian_array_form& form, const gaussian_parameters* p, const std::uint32_t* x,
               std::size_t count, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  using group = gaussians<Floored>;
  const typename group::tag32 d32;
  for (; i + hn::Lanes(d32) <= count; i += hn::Lanes(d32)) {
    typename group::vector low, high;
    group{form, p + i}.ends(hn::PromoteTo(group::d, hn::LoadU(d32, x + i)), low, high);
    hn::StoreU(hn::TruncateTo(d32, low), d32, starts + i);
    hn::StoreU(hn::TruncateTo(d32, hn::Sub(high, low)), d32, freqs + i);
  }
#endif
  intervals_one_by_one<Floored>(form, p, x, i, count, starts, freqs);
}

/// A guess and the bucket beside it where the guess is off by one; for what is left, the search.
template <bool Floored>
void find(const gaussian_array_form& form, const gaussian_parameters* p, const std::uint32_t* cfs,
          std::size_t count, std::uint32_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  using group = gaussians<Floored>;
  constexpr auto d = group::d;
  const typename group::tag32 d32;
  const auto one = hn::Set(d, 1), last = hn::Set(d, form.buckets->count() - 1);
  for (; i + hn::Lanes(d32) <= count; i += hn::Lanes(d32)) {
    const group g{form, p + i};
    const auto cf = hn::PromoteTo(d, hn::LoadU(d32, cfs + i));
    auto at = g.guess(cf);
    typename group::vector low, high;
    const auto signed_of = [](auto v) { return hn::BitCast(group::di, v); };
    g.ends(at, low, high);
    auto under = hn::Lt(signed_of(cf), signed_of(low)),
         over = hn::Not(hn::Lt(signed_of(cf), signed_of(high)));
    bool settled = hn::AllFalse(group::di, hn::Or(under, over));
    if (!settled) {
      at = hn::Sub(at, hn::IfThenElseZero(hn::RebindMask(d, under), hn::Min(one, at)));
      at = hn::Add(at, hn::IfThenElseZero(hn::RebindMask(d, over), hn::Min(one, hn::Sub(last, at))));
      g.ends(at, low, high);
      under = hn::Lt(signed_of(cf), signed_of(low)), over = hn::Not(hn::Lt(signed_of(cf), signed_of(high)));
      settled = hn::AllFalse(group::di, hn::Or(under, over));
    }
    hn::StoreU(hn::TruncateTo(d32, at), d32, x + i);
    hn::StoreU(hn::TruncateTo(d32, low), d32, starts + i);
    hn::StoreU(hn::TruncateTo(d32, hn::Sub(high, low)), d32, freqs + i);
    if (settled) continue;
    for (std::size_t j = i; j < i + hn::Lanes(d32); ++j)
      if (!interval{starts[j], freqs[j]}.holds(cfs[j]))
        find_one<Floored>(form, p[j], cfs[j], x[j], starts[j], freqs[j]);
  }
#endif
  for (; i < count; ++i) find_one<Floored>(form, p[i], cfs[i], x[i], starts[i], freqs[i]);
}

void intervals_any(const gaussian_array_form& form, const gaussian_parameters* p, const std::uint32_t* x,
                   std::size_t count, std::uint32_t* starts, std::uint32_t* freqs) {
  form.floored ? intervals<true>(form, p, x, count, starts, freqs)
               : intervals<false>(form, p, x, count, starts, freqs);
}
void find_any(const gaussian_array_form& form, const gaussian_parameters* p, const std::uint32_t* cfs,
              std::size_t count, std::uint32_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  form.floored ? find<true>(form, p, cfs, count, x, starts, freqs)
               : find<false>(form, p, cfs, count, x, starts, freqs);
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include <algorithm>

namespace ansatz::detail {

HWY_EXPORT(intervals_any);
HWY_EXPORT(find_any);

void gaussian_intervals(const gaussian_array_form& form, std::span<const gaussian_parameters> parameters,
                        std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                        std::span<std::uint32_t> freqs) {
  if (!x.empty() && std::ranges::max(x) >= form.buckets->count())
    throw domain_error("gaussian: there is no such bucket");
  HWY_DYNAMIC_DISPATCH(intervals_any)(form, parameters.data(), x.data(), x.size(), starts.data(),
                                      freqs.data());
}
void gaussian_find(const gaussian_array_form& form, std::span<const gaussian_parameters> parameters,
                   std::span<const std::uint32_t> cfs, std::span<std::uint32_t> x,
                   std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  HWY_DYNAMIC_DISPATCH(find_any)(form, parameters.data(), cfs.data(), cfs.size(), x.data(), starts.data(),
                                 freqs.data());
}

}  // namespace ansatz::detail
#endif
