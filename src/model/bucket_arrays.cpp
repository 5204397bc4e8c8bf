#include <algorithm>
#include <ansatz/model/detail/bucket_array.hpp>
#include <type_traits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/bucket_arrays.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <model/bucket_vectors-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

/// One by one, by the models themselves: the definition, and what is left over.
template <class Shape, bool Floored>
void intervals_one_by_one(const bucket_array_form& form, const location_scale* p, const std::uint32_t* x,
                          std::size_t from, std::size_t count, std::uint32_t* starts, std::uint32_t* freqs) {
  for (std::size_t i = from; i < count; ++i) {
    const interval owned =
        on_buckets<Shape, location_scale, Floored>{form.buckets, p[i], form.total.bits()}.interval_of(x[i]);
    starts[i] = owned.start, freqs[i] = owned.freq;
  }
}
template <class Shape, bool Floored>
void find_one(const bucket_array_form& form, const location_scale& p, std::uint32_t cell, std::uint32_t& x,
              std::uint32_t& start, std::uint32_t& freq) {
  const auto f = on_buckets<Shape, location_scale, Floored>{form.buckets, p, form.total.bits()}.find(cell);
  x = f.symbol, start = f.owner.start, freq = f.owner.freq;
}

#if HWY_TARGET != HWY_SCALAR

/// As many distributions as a vector holds.
template <class Shape, bool Floored>
class locations {
 public:
  using tag = hn::CappedTag<std::uint64_t, 8>;
  using tag32 = hn::Rebind<std::uint32_t, tag>;
  using vector = hn::Vec<tag>;

  locations(const bucket_array_form& form, const location_scale* p)
      : buckets_{form.buckets},
        bits_{form.total.bits()},
        total_{hn::Set(d, form.total.count())},
        count_{hn::Set(d, buckets_.count())} {
    // A mean and an inverse standard deviation are 32 bits each, side by side.
    static_assert(sizeof(location_scale) == 8);
    const auto both =
        hn::LoadU(hn::Repartition<std::uint32_t, tag>{}, reinterpret_cast<const std::uint32_t*>(p));
    const auto pair = hn::BitCast(d, both);
    mean_ = hn::PromoteTo(di, hn::BitCast(hn::Rebind<std::int32_t, tag>{}, hn::TruncateTo(tag32{}, pair)));
    inverse_ = hn::ShiftRight<32>(pair);
  }

  /// G(i), G(i + 1) of buckets i < count.
  void ends(vector i, vector& low, vector& high) const {
    hn::Vec<hn::RebindToSigned<tag>> cut, next_cut;
    cuts_at(d, buckets_, i, cut, next_cut);
    const auto next = hn::Add(i, hn::Set(d, 1));
    low = below(i, cut);
    high = below(next, next_cut);
    low = hn::IfThenZeroElse(hn::Eq(i, hn::Zero(d)), low);
    high = hn::IfThenElse(hn::Eq(next, count_), total_, high);
  }

  /// A bucket near that of cell.
  vector guess(vector cell) const {
    const hn::Repartition<double, tag> dd;
    const auto p = hn::ShiftLeftSame(cell, static_cast<int>(32 - bits_));
    const auto pair = hn::GatherOffset(d, reinterpret_cast<const std::uint64_t*>(quantiles<Shape>().data()),
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
    const auto most = hn::Sub(count_, hn::Set(d, 1));
    if (buckets_.mass_bits() > 0) {
      const auto clamped = hn::Max(hn::Min(x, hn::Set(dd, 0x1p31 - 1)), hn::Set(dd, -0x1p31));
      const auto whole = hn::PromoteTo(di, hn::DemoteTo(i32, clamped));
      const auto i =
          hn::ShiftRightSame(cdf_of(normal_pairs, d, whole), static_cast<int>(32 - buckets_.mass_bits()));
      return hn::IfThenElse(hn::Eq(i, count_), most, i);
    }
    const auto above = hn::Mul(hn::Sub(x, hn::Set(dd, static_cast<double>(buckets_.low()))),
                               hn::Set(dd, 1 / static_cast<double>(buckets_.width())));
    const auto clamped = hn::Max(hn::Min(above, hn::Set(dd, buckets_.count() - 1.0)), hn::Zero(dd));
    return hn::BitCast(d, hn::PromoteTo(di, hn::DemoteTo(i32, clamped)));
  }

  static constexpr tag d{};
  static constexpr hn::RebindToSigned<tag> di{};

 private:
  vector below(vector i, hn::Vec<hn::RebindToSigned<tag>> cut) const {
    return count_of<Floored>(d, cdf_of_cut<Shape>(d, cut, mean_, inverse_), i, total_, count_, bits_);
  }

  bucket_set buckets_;
  unsigned bits_;
  vector total_, count_, inverse_;
  hn::Vec<hn::RebindToSigned<tag>> mean_;
};

#endif

template <class Shape, bool Floored>
void intervals(const bucket_array_form& form, const location_scale* p, const std::uint32_t* x,
               std::size_t count, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  using group = locations<Shape, Floored>;
  const typename group::tag32 d32;
  for (; i + hn::Lanes(d32) <= count; i += hn::Lanes(d32)) {
    typename group::vector low, high;
    group{form, p + i}.ends(hn::PromoteTo(group::d, hn::LoadU(d32, x + i)), low, high);
    hn::StoreU(hn::TruncateTo(d32, low), d32, starts + i);
    hn::StoreU(hn::TruncateTo(d32, hn::Sub(high, low)), d32, freqs + i);
  }
#endif
  intervals_one_by_one<Shape, Floored>(form, p, x, i, count, starts, freqs);
}

/// A guess and the bucket beside it where the guess is off by one; for what is left, the search.
template <class Shape, bool Floored>
void find(const bucket_array_form& form, const location_scale* p, const std::uint32_t* cells,
          std::size_t count, std::uint32_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  using group = locations<Shape, Floored>;
  constexpr auto d = group::d;
  const typename group::tag32 d32;
  const auto one = hn::Set(d, 1), last = hn::Set(d, form.buckets.count() - 1);
  for (; i + hn::Lanes(d32) <= count; i += hn::Lanes(d32)) {
    const group g{form, p + i};
    const auto cell = hn::PromoteTo(d, hn::LoadU(d32, cells + i));
    auto at = g.guess(cell);
    typename group::vector low, high;
    const auto signed_of = [](auto v) { return hn::BitCast(group::di, v); };
    g.ends(at, low, high);
    auto under = hn::Lt(signed_of(cell), signed_of(low)),
         over = hn::Not(hn::Lt(signed_of(cell), signed_of(high)));
    bool settled = hn::AllFalse(group::di, hn::Or(under, over));
    if (!settled) {
      at = hn::Sub(at, hn::IfThenElseZero(hn::RebindMask(d, under), hn::Min(one, at)));
      at = hn::Add(at, hn::IfThenElseZero(hn::RebindMask(d, over), hn::Min(one, hn::Sub(last, at))));
      g.ends(at, low, high);
      under = hn::Lt(signed_of(cell), signed_of(low)),
      over = hn::Not(hn::Lt(signed_of(cell), signed_of(high)));
      settled = hn::AllFalse(group::di, hn::Or(under, over));
    }
    hn::StoreU(hn::TruncateTo(d32, at), d32, x + i);
    hn::StoreU(hn::TruncateTo(d32, low), d32, starts + i);
    hn::StoreU(hn::TruncateTo(d32, hn::Sub(high, low)), d32, freqs + i);
    if (settled) continue;
    for (std::size_t j = i; j < i + hn::Lanes(d32); ++j)
      if (!interval{starts[j], freqs[j]}.holds(cells[j]))
        find_one<Shape, Floored>(form, p[j], cells[j], x[j], starts[j], freqs[j]);
  }
#endif
  for (; i < count; ++i) find_one<Shape, Floored>(form, p[i], cells[i], x[i], starts[i], freqs[i]);
}

/// use(a shape, whether floored)
template <class Use>
void with_form(const bucket_array_form& form, Use use) {
  const auto with_floor = [&](auto shape) {
    form.floored ? use(shape, std::true_type{}) : use(shape, std::false_type{});
  };
  form.logistic ? with_floor(logistic_shape{}) : with_floor(normal_shape{});
}

void intervals_any(const bucket_array_form& form, const location_scale* p, const std::uint32_t* x,
                   std::size_t count, std::uint32_t* starts, std::uint32_t* freqs) {
  with_form(form, [&](auto shape, auto floored) {
    intervals<decltype(shape), floored>(form, p, x, count, starts, freqs);
  });
}
void find_any(const bucket_array_form& form, const location_scale* p, const std::uint32_t* cells,
              std::size_t count, std::uint32_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  with_form(form, [&](auto shape, auto floored) {
    find<decltype(shape), floored>(form, p, cells, count, x, starts, freqs);
  });
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(intervals_any);
HWY_EXPORT(find_any);

void bucket_intervals(const bucket_array_form& form, std::span<const location_scale> parameters,
                      std::span<const std::uint32_t> x, std::span<std::uint32_t> starts,
                      std::span<std::uint32_t> freqs) {
  if (!x.empty() && std::ranges::max(x) >= form.buckets.count())
    throw domain_error("on buckets: there is no such bucket");
  HWY_DYNAMIC_DISPATCH(intervals_any)(form, parameters.data(), x.data(), x.size(), starts.data(),
                                      freqs.data());
}
void bucket_find(const bucket_array_form& form, std::span<const location_scale> parameters,
                 std::span<const std::uint32_t> cells, std::span<std::uint32_t> x,
                 std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  HWY_DYNAMIC_DISPATCH(find_any)(form, parameters.data(), cells.data(), cells.size(), x.data(), starts.data(),
                                 freqs.data());
}
}  // namespace ansatz::detail
#endif
