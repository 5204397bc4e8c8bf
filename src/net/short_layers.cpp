#include <net/short_layers.hpp>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "net/short_layers.cpp"
#include <hwy/foreach_target.h>
//
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ansatz::shorts {
namespace {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int sum_bits = bits + weight_bits;

template <int Shift, class V>
HWY_INLINE V rounded(V x) {
  const hn::DFromV<V> d;
  return hn::ShiftRight<Shift>(hn::Add(x, hn::Set(d, 1 << (Shift - 1))));
}
template <class V>
HWY_INLINE V within(V x, std::int32_t low, std::int32_t high) {
  const hn::DFromV<V> d;
  return hn::Min(hn::Max(x, hn::Set(d, low)), hn::Set(d, high));
}

/// `use(d, i, a vector of sums with their biases)` along a row.
template <class Use>
HWY_INLINE void each(const std::int32_t* sums, std::size_t count, const std::int32_t* biases,
                     std::size_t width, const Use& use) {
  const hn::CappedTag<std::int32_t, 16> d;
  for (std::size_t cell = 0; cell < count; cell += width)
    for (std::size_t o = 0; o < width; o += hn::Lanes(d))
      use(d, cell + o, hn::Add(hn::LoadU(d, sums + cell + o), hn::LoadU(d, biases + o)));
}

void begin_any(const std::int32_t* sums, std::size_t count, const std::int32_t* biases, std::size_t width,
               std::int32_t* h) {
  each(sums, count, biases, width, [&](auto d, std::size_t i, auto x) {
    hn::StoreU(within(rounded<sum_bits - stream_bits>(x), -most_stream, most_stream), d, h + i);
  });
}
void add_any(const std::int32_t* sums, std::size_t count, const std::int32_t* biases, std::size_t width,
             std::int32_t* h) {
  each(sums, count, biases, width, [&](auto d, std::size_t i, auto x) {
    const auto y = hn::Add(hn::LoadU(d, h + i), rounded<sum_bits - stream_bits>(x));
    hn::StoreU(within(y, -most_stream, most_stream), d, h + i);
  });
}
template <std::int32_t Least>
HWY_INLINE void narrow_sums(const std::int32_t* sums, std::size_t count, const std::int32_t* biases,
                            std::size_t width, std::int16_t* to) {
  each(sums, count, biases, width, [&](auto d, std::size_t i, auto x) {
    const hn::Rebind<std::int16_t, decltype(d)> d16;
    hn::StoreU(hn::DemoteTo(d16, within(rounded<weight_bits>(x), Least, most)), d16, to + i);
  });
}
template <std::int32_t Least>
HWY_INLINE void narrow(const std::int32_t* h, std::size_t count, std::int16_t* to) {
  const hn::CappedTag<std::int32_t, 16> d;
  const hn::Rebind<std::int16_t, decltype(d)> d16;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(hn::DemoteTo(d16, within(rounded<stream_bits - bits>(hn::LoadU(d, h + i)), Least, most)), d16,
               to + i);
}

void rectify_sums_any(const std::int32_t* sums, std::size_t count, const std::int32_t* biases,
                      std::size_t width, std::int16_t* to) {
  narrow_sums<0>(sums, count, biases, width, to);
}
void rectify_any(const std::int32_t* h, std::size_t count, std::int16_t* to) { narrow<0>(h, count, to); }
void bound_sums_any(const std::int32_t* sums, std::size_t count, const std::int32_t* biases,
                    std::size_t width, std::int16_t* to) {
  narrow_sums<-most>(sums, count, biases, width, to);
}
void bound_any(const std::int32_t* h, std::size_t count, std::int16_t* to) { narrow<-most>(h, count, to); }

}  // namespace HWY_NAMESPACE
}  // namespace
}  // namespace ansatz::shorts
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ansatz::shorts {
namespace {
HWY_EXPORT(begin_any);
HWY_EXPORT(add_any);
HWY_EXPORT(rectify_sums_any);
HWY_EXPORT(rectify_any);
HWY_EXPORT(bound_sums_any);
HWY_EXPORT(bound_any);
}  // namespace

void begin(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int32_t* h) {
  HWY_DYNAMIC_DISPATCH(begin_any)(sums.data(), sums.size(), biases.data(), biases.size(), h);
}
void add(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int32_t* h) {
  HWY_DYNAMIC_DISPATCH(add_any)(sums.data(), sums.size(), biases.data(), biases.size(), h);
}
void rectify(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int16_t* to) {
  HWY_DYNAMIC_DISPATCH(rectify_sums_any)(sums.data(), sums.size(), biases.data(), biases.size(), to);
}
void rectify(std::span<const std::int32_t> h, std::int16_t* to) {
  HWY_DYNAMIC_DISPATCH(rectify_any)(h.data(), h.size(), to);
}
void bound(std::span<const std::int32_t> sums, std::span<const std::int32_t> biases, std::int16_t* to) {
  HWY_DYNAMIC_DISPATCH(bound_sums_any)(sums.data(), sums.size(), biases.data(), biases.size(), to);
}
void bound(std::span<const std::int32_t> h, std::int16_t* to) {
  HWY_DYNAMIC_DISPATCH(bound_any)(h.data(), h.size(), to);
}

}  // namespace ansatz::shorts
#endif
