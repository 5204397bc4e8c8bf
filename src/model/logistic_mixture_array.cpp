#include <algorithm>
#include <ansatz/model/logistic_mixture_array.hpp>
#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "model/logistic_mixture_array.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <model/bucket_vectors-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

/// The parts of element i, for the definition and for what is left over.
std::uint32_t mixture_below(const mixture_array_form& form, std::size_t i, std::uint32_t bucket) {
  if (bucket == 0) return 0;
  if (bucket == form.buckets.count()) return form.total.count();
  std::uint64_t sum = 0;
  for (std::size_t at = i; at < form.parts * form.stride; at += form.stride)
    sum += form.weights[at] *
           cdf_at<logistic_shape>(form.buckets.cut(bucket), form.means[at], form.inverses[at]);
  return count_at<true>(sum >> 16, bucket, form.buckets.count(), form.total);
}

#if HWY_TARGET != HWY_SCALAR

/// As many mixtures as a vector holds.
class mixtures {
 public:
  using tag = hn::CappedTag<std::uint64_t, 8>;
  using vector = hn::Vec<tag>;

  mixtures(const mixture_array_form& form, std::size_t first) : form_{form}, first_{first} {}

  vector below(vector i) const {
    hn::Vec<hn::RebindToSigned<tag>> cut, next;
    const auto count = hn::Set(d, form_.buckets.count()), total = hn::Set(d, form_.total.count());
    // There is no cut after the last bucket; what stands there is not used.
    cuts_at(d, form_.buckets, hn::Min(i, hn::Sub(count, hn::Set(d, 1))), cut, next);
    auto sum = hn::Zero(d);
    for (std::size_t at = first_; at < form_.parts * form_.stride; at += form_.stride) {
      const auto mean = hn::PromoteTo(di, hn::LoadU(hn::Rebind<std::int32_t, tag>{}, form_.means + at));
      const auto inverse = hn::PromoteTo(d, hn::LoadU(d32, form_.inverses + at));
      const auto weight = hn::PromoteTo(d, hn::LoadU(d32, form_.weights + at));
      sum = hn::Add(sum, low_product(d, cdf_of_cut<logistic_shape>(d, cut, mean, inverse), weight));
    }
    const auto inside = count_of<true>(d, hn::ShiftRight<16>(sum), i, total, count, form_.total.bits());
    return hn::IfThenElse(hn::Eq(i, count), total, hn::IfThenZeroElse(hn::Eq(i, hn::Zero(d)), inside));
  }

  static constexpr tag d{};
  static constexpr hn::RebindToSigned<tag> di{};
  static constexpr hn::Rebind<std::uint32_t, tag> d32{};

 private:
  const mixture_array_form& form_;
  std::size_t first_;
};

#endif

void mixture_intervals_any(const mixture_array_form& form, std::size_t first, const std::uint32_t* x,
                           std::size_t count, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  constexpr auto d = mixtures::d;
  constexpr auto d32 = mixtures::d32;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const mixtures m{form, first + i};
    const auto symbol = hn::PromoteTo(d, hn::LoadU(d32, x + i));
    const auto start = m.below(symbol), end = m.below(hn::Add(symbol, hn::Set(d, 1)));
    hn::StoreU(hn::TruncateTo(d32, start), d32, starts + i);
    hn::StoreU(hn::TruncateTo(d32, hn::Sub(end, start)), d32, freqs + i);
  }
#endif
  for (; i < count; ++i) {
    starts[i] = mixture_below(form, first + i, x[i]);
    freqs[i] = mixture_below(form, first + i, x[i] + 1) - starts[i];
  }
}

/// Bisects, all elements of a vector together.
void mixture_find_any(const mixture_array_form& form, std::size_t first, const std::uint32_t* cells,
                      std::size_t count, std::uint32_t* x, std::uint32_t* starts, std::uint32_t* freqs) {
  std::size_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const int steps = static_cast<int>(std::bit_width(form.buckets.count() - 1));
  constexpr auto d = mixtures::d;
  constexpr auto d32 = mixtures::d32;
  const hn::RebindToSigned<decltype(d)> di;
  for (; i + hn::Lanes(d) <= count; i += hn::Lanes(d)) {
    const mixtures m{form, first + i};
    const auto cell = hn::PromoteTo(d, hn::LoadU(d32, cells + i));
    auto low = hn::Zero(d), high = hn::Set(d, form.buckets.count()), start = low,
         end = hn::Set(d, form.total.count());
    for (int step = 0; step < steps; ++step) {
      // Where low + 1 = high already, the middle is low, and stays.
      const auto middle = hn::ShiftRight<1>(hn::Add(low, high)), at = m.below(middle);
      const auto above = hn::RebindMask(d, hn::Gt(hn::BitCast(di, at), hn::BitCast(di, cell)));
      low = hn::IfThenElse(above, low, middle), start = hn::IfThenElse(above, start, at);
      high = hn::IfThenElse(above, middle, high), end = hn::IfThenElse(above, at, end);
    }
    hn::StoreU(hn::TruncateTo(d32, low), d32, x + i);
    hn::StoreU(hn::TruncateTo(d32, start), d32, starts + i);
    hn::StoreU(hn::TruncateTo(d32, hn::Sub(end, start)), d32, freqs + i);
  }
#endif
  for (; i < count; ++i) {
    std::uint32_t low = 0, high = form.buckets.count(), start = 0, end = form.total.count();
    while (high - low > 1) {
      const std::uint32_t middle = low + (high - low) / 2, at = mixture_below(form, first + i, middle);
      if (at <= cells[i])
        low = middle, start = at;
      else
        high = middle, end = at;
    }
    x[i] = low, starts[i] = start, freqs[i] = end - start;
  }
}

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(mixture_intervals_any);
HWY_EXPORT(mixture_find_any);

void mixture_intervals(const mixture_array_form& form, std::size_t first, std::span<const std::uint32_t> x,
                       std::span<std::uint32_t> starts, std::span<std::uint32_t> freqs) {
  if (!x.empty() && std::ranges::max(x) >= form.buckets.count())
    throw domain_error("logistic_mixture: there is no such bucket");
  HWY_DYNAMIC_DISPATCH(mixture_intervals_any)(form, first, x.data(), x.size(), starts.data(), freqs.data());
}
void mixture_find(const mixture_array_form& form, std::size_t first, std::span<const std::uint32_t> cells,
                  std::span<std::uint32_t> x, std::span<std::uint32_t> starts,
                  std::span<std::uint32_t> freqs) {
  HWY_DYNAMIC_DISPATCH(mixture_find_any)(form, first, cells.data(), cells.size(), x.data(), starts.data(),
                                         freqs.data());
}

}  // namespace ansatz::detail
#endif
