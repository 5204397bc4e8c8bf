// The integer CDFs of normal_cdf.hpp and logistic_cdf.hpp in vectors: for files that are compiled once a
// target. First what all targets share.
#ifndef ANSATZ_CDF_TABLES
#define ANSATZ_CDF_TABLES
#include <ansatz/model/logistic_cdf.hpp>
#include <ansatz/model/normal_cdf.hpp>
#include <array>
#include <cstddef>
#include <cstdint>

namespace ansatz::detail {

/// A tail's nodes with the drop to the next one above them, so that one gather brings both. From the last
/// node on the tail is 0: one more pair stands for all that lies there. Shift: log2 of the arguments between
/// two nodes.
template <std::size_t N, int Shift>
struct tail_pairs {
  static constexpr int shift = Shift;
  static constexpr std::uint64_t end = std::uint64_t{N - 1} << Shift;
  std::array<std::uint64_t, N> pairs{};

  constexpr explicit tail_pairs(const std::array<std::uint32_t, N>& nodes) {
    for (std::size_t i = 0; i + 1 < N; ++i)
      pairs[i] = std::uint64_t{nodes[i] - nodes[i + 1]} << 32 | nodes[i];
  }
};
inline constexpr tail_pairs<normal_tail.size(), 14> normal_pairs{normal_tail};
inline constexpr tail_pairs<logistic_tail.size(), 9> logistic_pairs{logistic_tail};

}  // namespace ansatz::detail
#endif

#if defined(ANSATZ_CDF_TABLES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ANSATZ_CDF_TABLES_INL
#undef ANSATZ_CDF_TABLES_INL
#else
#define ANSATZ_CDF_TABLES_INL
#endif

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR

/// a b, where it is below 2^64 and b below 2^32.
template <class D>
hn::Vec<D> low_product(D, hn::Vec<D> a, hn::Vec<D> b) {
  const hn::Repartition<std::uint32_t, D> d32;
  const auto even = [&](hn::Vec<D> v) { return hn::BitCast(d32, v); };
  return hn::Add(hn::MulEven(even(a), even(b)),
                 hn::ShiftLeft<32>(hn::MulEven(even(hn::ShiftRight<32>(a)), even(b))));
}
/// a b for both below 2^32.
template <class D>
hn::Vec<D> word_product(D, hn::Vec<D> a, hn::Vec<D> b) {
  const hn::Repartition<std::uint32_t, D> d32;
  return hn::MulEven(hn::BitCast(d32, a), hn::BitCast(d32, b));
}

/// The tail at |t|: the CDF of t < 0, and 2^32 less that of t >= 0.
template <class Tail, class D>
hn::Vec<D> tail_at(const Tail& tail, D d, hn::Vec<D> a) {
  const hn::RebindToSigned<D> di;
  const auto end = hn::Set(d, Tail::end);
  const auto clamped =
      hn::IfThenElse(hn::RebindMask(d, hn::Gt(hn::BitCast(di, a), hn::BitCast(di, end))), end, a);
  const auto pair =
      hn::GatherIndex(d, tail.pairs.data(), hn::BitCast(di, hn::ShiftRight<Tail::shift>(clamped)));
  const auto part = hn::And(clamped, hn::Set(d, (std::uint64_t{1} << Tail::shift) - 1));
  const auto fall = hn::ShiftRight<Tail::shift>(word_product(d, hn::ShiftRight<32>(pair), part));
  return hn::Sub(hn::And(pair, hn::Set(d, 0xffffffffu)), fall);
}

/// As `normal_cdf` and `logistic_cdf` give it.
template <class Tail, class D>
hn::Vec<D> cdf_of(const Tail& tail, D d, hn::Vec<hn::RebindToSigned<D>> t) {
  const hn::RebindToSigned<D> di;
  const auto negative = hn::Lt(t, hn::Zero(di));
  const auto a = hn::BitCast(d, hn::IfThenElse(negative, hn::Neg(t), t));
  const auto at = tail_at(tail, d, a);
  return hn::IfThenElse(hn::RebindMask(d, negative), at, hn::Sub(hn::Set(d, std::uint64_t{1} << 32), at));
}

#endif

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
