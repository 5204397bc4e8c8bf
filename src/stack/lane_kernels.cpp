// The vector form of rans.hpp's push and pop for totals that are powers of two. The scalar form there is the
// definition; a test compares the two on every target that the machine has.
#include <ansatz/stack/detail/lane_kernels.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "stack/lane_kernels.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

#include <ieee_arithmetic.hpp>
#include <stack/lane_vectors-inl.hpp>

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

#if HWY_TARGET == HWY_SCALAR

/// The twin for machines without vectors, lane by lane.
std::uint32_t* push_any(std::uint64_t* heads, std::size_t lanes, std::uint32_t* top,
                        const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                        unsigned bits) {
  for (std::size_t j = count; j-- > 0;) {
    std::uint64_t h = heads[j % lanes];
    const std::uint64_t f = freqs[j];
    *top = static_cast<std::uint32_t>(h);
    const bool over = h >> 32 >= f << (31 - bits);
    top += over;
    h = over ? h >> 32 : h;
    heads[j % lanes] = (h / f << bits) + h % f + starts[j];
  }
  return top;
}
const std::uint32_t* pop_any(std::uint64_t* heads, std::size_t lanes, const std::uint32_t* top,
                             const std::uint32_t* cells, const std::uint32_t* starts,
                             const std::uint32_t* freqs, unsigned bits) {
  for (std::size_t j = 0; j < lanes; ++j)
    if (cells[j] - starts[j] >= freqs[j]) return nullptr;
  for (std::size_t j = 0; j < lanes; ++j) {
    const std::uint64_t h = freqs[j] * (heads[j] >> bits) + (cells[j] - starts[j]);
    heads[j] = h >> 31 == 0 ? h << 32 | *--top : h;
  }
  return top;
}
void peek_any(const std::uint64_t* heads, std::size_t lanes, unsigned bits, std::uint32_t* cells) {
  for (std::size_t j = 0; j < lanes; ++j)
    cells[j] = static_cast<std::uint32_t>(heads[j] & ((std::uint64_t{1} << bits) - 1));
}

bool valid_any(const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
               std::uint32_t total) {
  bool good = true;
  for (std::size_t j = 0; j < count; ++j) good &= freqs[j] - 1 < total && starts[j] <= total - freqs[j];
  return good;
}

#else

/// For each mask of 8 lanes, which lanes it names, and how many it names below each lane.
struct mask_table {
  alignas(64) std::uint8_t lanes[256][8];
  alignas(64) std::uint8_t below[256][8];
  constexpr mask_table() : lanes{}, below{} {
    for (unsigned m = 0; m < 256; ++m)
      for (unsigned i = 0, rank = 0; i < 8; ++i) {
        below[m][i] = static_cast<std::uint8_t>(rank);
        if ((m >> i & 1) != 0) lanes[m][rank++] = static_cast<std::uint8_t>(i);
      }
  }
};
inline constexpr mask_table masks;

template <class D32, class M>
auto row(D32 d32, const std::uint8_t (&table)[256][8], M mask) {
  static_assert(hn::MaxLanes(D32{}) <= 8);
  std::uint8_t which[8];
  hn::StoreMaskBits(d32, mask, which);
  const hn::Rebind<std::uint8_t, D32> d8;
  const auto index = hn::PromoteTo(hn::RebindToSigned<D32>{}, hn::LoadU(d8, table[which[0]]));
  return hn::IndicesFromVec(d32, hn::BitCast(d32, index));
}

/// Whether a vector has a whole register of the target's own compress and expand.
template <class D32>
constexpr bool is_native = HWY_TARGET <= HWY_AVX3 && hn::MaxLanes(D32{}) == 16;

/// The lanes that a mask names, in order; then anything. (Highway's own copies its table to the stack, by
/// g++ 12.)
template <class D32, class M>
hn::Vec<D32> compress(D32 d32, hn::Vec<D32> v, M mask) {
  if constexpr (is_native<D32>)
    return hn::Compress(v, mask);
  else
    return hn::TableLookupLanes(v, row(d32, masks.lanes, mask));
}

/// The first lanes of v to the places that a mask names, in order; elsewhere anything.
template <class D32, class M>
hn::Vec<D32> expand(D32 d32, hn::Vec<D32> v, M mask) {
#if HWY_TARGET <= HWY_AVX3
  if constexpr (is_native<D32>)
    return hn::Vec<D32>{_mm512_maskz_expand_epi32(mask.raw, v.raw)};
  else
#endif
    return hn::TableLookupLanes(v, row(d32, masks.below, mask));
}

template <division How, class D32>
std::uint32_t* push(D32 d32, std::uint64_t* heads, std::size_t lanes, std::uint32_t* top,
                    const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                    unsigned bits) {
  using vectors = lane_vectors<D32>;
  const typename vectors::d64 d64;
  const hn::RebindToSigned<D32> di32;
  const hn::RebindToSigned<typename vectors::d64> di64;
  const std::size_t n = hn::Lanes(d32);
  const int up = static_cast<int>(31 - bits);
  const auto one = hn::Set(d32, 1);
  for (std::size_t group = count; group > 0;) {
    group -= lanes;
    for (std::size_t lane = lanes; lane > 0;) {
      lane -= n;
      const auto f = hn::LoadU(d32, freqs + group + lane), start = hn::LoadU(d32, starts + group + lane);
      auto a = hn::LoadU(d64, heads + lane), b = hn::LoadU(d64, heads + lane + n / 2);
      // A head overflows where (h >> 32) >= f 2^(31 - bits); less one, both sides fit a signed word.
      const auto most = hn::Sub(hn::ShiftLeftSame(f, up), one);
      const auto low = hn::Reverse(d32, vectors::low(a, b));
      const auto over = hn::Gt(hn::BitCast(di32, hn::Reverse(d32, vectors::high(a, b))),
                               hn::BitCast(di32, hn::Reverse(d32, most)));
      hn::StoreU(compress(d32, low, hn::RebindMask(d32, over)), d32, top);
      top += hn::CountTrue(di32, over);
      const auto step = [&](auto h, auto m, auto f64, auto s64) {
        const auto high = hn::ShiftRight<32>(h);
        const auto overflows = hn::Gt(hn::BitCast(di64, high), hn::BitCast(di64, m));
        return vectors::template mapped<How>(hn::IfThenElse(hn::RebindMask(d64, overflows), high, h), f64,
                                             s64, bits);
      };
      a = step(a, vectors::first(most), vectors::first(f), vectors::first(start));
      b = step(b, vectors::second(most), vectors::second(f), vectors::second(start));
      hn::StoreU(a, d64, heads + lane);
      hn::StoreU(b, d64, heads + lane + n / 2);
    }
  }
  return top;
}

template <class D32>
const std::uint32_t* pop(D32 d32, std::uint64_t* heads, std::size_t lanes, const std::uint32_t* top,
                         const std::uint32_t* cells, const std::uint32_t* starts, const std::uint32_t* freqs,
                         unsigned bits) {
  using vectors = lane_vectors<D32>;
  const typename vectors::d64 d64;
  const hn::RebindToSigned<typename vectors::d64> di64;
  const std::size_t n = hn::Lanes(d32);
  for (std::size_t lane = 0; lane < lanes; lane += n)
    if (!hn::AllTrue(d32, hn::Lt(hn::Sub(hn::LoadU(d32, cells + lane), hn::LoadU(d32, starts + lane)),
                                 hn::LoadU(d32, freqs + lane))))
      return nullptr;
  for (std::size_t lane = 0; lane < lanes; lane += n) {
    const auto f = hn::LoadU(d32, freqs + lane);
    const auto rank = hn::Sub(hn::LoadU(d32, cells + lane), hn::LoadU(d32, starts + lane));
    const auto step = [&](auto h, auto f64, auto rank64) {
      return hn::Add(vectors::product(f64, hn::ShiftRightSame(h, static_cast<int>(bits))), rank64);
    };
    auto a = step(hn::LoadU(d64, heads + lane), vectors::first(f), vectors::first(rank));
    auto b = step(hn::LoadU(d64, heads + lane + n / 2), vectors::second(f), vectors::second(rank));
    const auto above = vectors::low(hn::ShiftRight<31>(a), hn::ShiftRight<31>(b));
    const auto under = hn::Eq(above, hn::Zero(d32));
    const auto words = expand(d32, hn::Reverse(d32, hn::LoadU(d32, top - n)), under);
    top -= hn::CountTrue(d32, under);
    const auto refill = [&](auto h, auto word) {
      const auto lacks = hn::Lt(hn::BitCast(di64, h), hn::Set(di64, std::int64_t{1} << 31));
      return hn::IfThenElse(hn::RebindMask(d64, lacks), hn::Or(hn::ShiftLeft<32>(h), word), h);
    };
    hn::StoreU(refill(a, vectors::first(words)), d64, heads + lane);
    hn::StoreU(refill(b, vectors::second(words)), d64, heads + lane + n / 2);
  }
  return top;
}

template <class D32>
void peek(D32 d32, const std::uint64_t* heads, std::size_t lanes, unsigned bits, std::uint32_t* cells) {
  using vectors = lane_vectors<D32>;
  const typename vectors::d64 d64;
  const std::size_t n = hn::Lanes(d32);
  const auto mask = hn::Set(d32, static_cast<std::uint32_t>((std::uint64_t{1} << bits) - 1));
  for (std::size_t lane = 0; lane < lanes; lane += n)
    hn::StoreU(
        hn::And(mask, vectors::low(hn::LoadU(d64, heads + lane), hn::LoadU(d64, heads + lane + n / 2))), d32,
        cells + lane);
}

template <class D32>
bool valid(D32 d32, const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
           std::uint32_t total) {
  const std::size_t n = hn::Lanes(d32);
  const auto all = hn::Set(d32, total), one = hn::Set(d32, 1);
  auto worst = hn::Zero(d32);  // its highest bit is set by what is off: all numbers are at most 2^31
  std::size_t j = 0;
  for (; j + n <= count; j += n) {
    const auto f = hn::LoadU(d32, freqs + j), start = hn::LoadU(d32, starts + j), left = hn::Sub(all, f);
    worst = hn::Or(worst, hn::Or(hn::Or(hn::Sub(f, one), start), hn::Or(left, hn::Sub(left, start))));
  }
  bool good = hn::AllTrue(d32, hn::Eq(hn::ShiftRight<31>(worst), hn::Zero(d32)));
  for (; j < count; ++j) good &= freqs[j] - 1 < total && starts[j] <= total - freqs[j];
  return good;
}

/// use(tag) with the widest vectors that the lanes fill.
template <class Use>
auto with_vectors(std::size_t lanes, Use use) {
#if HWY_MAX_BYTES > 32
  if (lanes % 16 == 0) return use(hn::CappedTag<std::uint32_t, 16>{});
#endif
  (void)lanes;
  return use(hn::CappedTag<std::uint32_t, 8>{});
}

std::uint32_t* push_any(std::uint64_t* heads, std::size_t lanes, std::uint32_t* top,
                        const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                        unsigned bits) {
  return with_vectors(lanes, [&](auto d) {
    return bits >= 13   ? push<division::one_step>(d, heads, lanes, top, starts, freqs, count, bits)
           : bits == 12 ? push<division::corrected>(d, heads, lanes, top, starts, freqs, count, bits)
                        : push<division::two_steps>(d, heads, lanes, top, starts, freqs, count, bits);
  });
}
const std::uint32_t* pop_any(std::uint64_t* heads, std::size_t lanes, const std::uint32_t* top,
                             const std::uint32_t* cells, const std::uint32_t* starts,
                             const std::uint32_t* freqs, unsigned bits) {
  return with_vectors(lanes, [&](auto d) { return pop(d, heads, lanes, top, cells, starts, freqs, bits); });
}
bool valid_any(const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
               std::uint32_t total) {
  return with_vectors(16, [&](auto d) { return valid(d, starts, freqs, count, total); });
}
void peek_any(const std::uint64_t* heads, std::size_t lanes, unsigned bits, std::uint32_t* cells) {
  with_vectors(lanes, [&](auto d) { peek(d, heads, lanes, bits, cells); });
}

#endif

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::detail {

HWY_EXPORT(push_any);
HWY_EXPORT(pop_any);
HWY_EXPORT(peek_any);
HWY_EXPORT(valid_any);

bool can_push_lanes() { return rounds_to_nearest(); }

bool valid_intervals(const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                     std::uint32_t total) {
  return HWY_DYNAMIC_DISPATCH(valid_any)(starts, freqs, count, total);
}

std::uint32_t* push_lanes(std::uint64_t* heads, std::size_t lanes, std::uint32_t* top,
                          const std::uint32_t* starts, const std::uint32_t* freqs, std::size_t count,
                          unsigned bits) {
  return HWY_DYNAMIC_DISPATCH(push_any)(heads, lanes, top, starts, freqs, count, bits);
}
const std::uint32_t* pop_lanes(std::uint64_t* heads, std::size_t lanes, const std::uint32_t* top,
                               const std::uint32_t* cells, const std::uint32_t* starts,
                               const std::uint32_t* freqs, unsigned bits) {
  return HWY_DYNAMIC_DISPATCH(pop_any)(heads, lanes, top, cells, starts, freqs, bits);
}
void peek_lanes(const std::uint64_t* heads, std::size_t lanes, unsigned bits, std::uint32_t* cells) {
  HWY_DYNAMIC_DISPATCH(peek_any)(heads, lanes, bits, cells);
}

}  // namespace ansatz::detail
#endif
