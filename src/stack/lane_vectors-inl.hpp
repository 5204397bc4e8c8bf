// The arithmetic of heads in vectors: for files that are compiled once a target.
#if defined(ANSATZ_LANE_VECTORS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ANSATZ_LANE_VECTORS_INL
#undef ANSATZ_LANE_VECTORS_INL
#else
#define ANSATZ_LANE_VECTORS_INL
#endif

HWY_BEFORE_NAMESPACE();
namespace ansatz::detail::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET != HWY_SCALAR

/// How `mapped` divides.
enum class division { one_step, corrected, two_steps };

/// A vector of words and the two vectors of heads, in the order of their lanes, that they belong to.
template <class D32>
struct lane_vectors {
  using d64 = hn::Repartition<std::uint64_t, D32>;
  using df64 = hn::Repartition<double, D32>;
  using half32 = hn::Half<D32>;
  using words = hn::Vec<D32>;
  using heads = hn::Vec<d64>;

  static words low(heads a, heads b) {
    return hn::ConcatEven(D32{}, hn::BitCast(D32{}, b), hn::BitCast(D32{}, a));
  }
  static words high(heads a, heads b) {
    return hn::ConcatOdd(D32{}, hn::BitCast(D32{}, b), hn::BitCast(D32{}, a));
  }
  static heads first(words w) { return hn::PromoteTo(d64{}, hn::LowerHalf(half32{}, w)); }
  static heads second(words w) { return hn::PromoteTo(d64{}, hn::UpperHalf(half32{}, w)); }

  /// f * x for f < 2^32, where it is below 2^64.
  static heads product(heads f, heads x) {
    const auto even = [](heads v) { return hn::BitCast(D32{}, v); };
    return hn::Add(hn::MulEven(even(f), even(x)),
                   hn::ShiftLeft<32>(hn::MulEven(even(f), even(hn::ShiftRight<32>(x)))));
  }

  static hn::Vec<df64> to_double(heads x) {  // of x < 2^63, to the nearest
    return hn::ConvertTo(df64{}, hn::BitCast(hn::RebindToSigned<d64>{}, x));
  }
  static heads low_word_product(heads a, heads b) {
    return hn::MulEven(hn::BitCast(D32{}, a), hn::BitCast(D32{}, b));
  }

  /// x / f and x % f, for x / f < 2^52 and 1 / f to the nearest; `Fixes` is how often the quotient may be one
  /// too large, and whether it may be one too small. The nearest number to x / f in binary64 is off by less
  /// than 1 where x / f < 2^50. Only the low 32 bits of the remainder are computed: it is small.
  template <int Fixes>
  static void divide(heads x, heads f, hn::Vec<df64> inverse, heads& q, heads& r) {
    const d64 d;
    const auto shifter = hn::Set(df64{}, 0x1p52);
    const auto word = hn::Set(d, 0xffffffffu), zero = hn::Zero(d);
    q = hn::Sub(hn::BitCast(d, hn::MulAdd(to_double(x), inverse, shifter)), hn::BitCast(d, shifter));
    r = hn::And(hn::Sub(x, low_word_product(q, f)), word);
    for (int i = 0; i < Fixes; ++i) {
      const heads negative = hn::ShiftRight<31>(r);  // where r < 0 in 32 bits
      q = hn::Sub(q, negative);
      r = hn::And(hn::Add(r, hn::And(hn::Sub(zero, negative), f)), word);
    }
    if constexpr (Fixes > 1) {
      const heads above = hn::ShiftRight<63>(hn::Sub(hn::Sub(f, hn::Set(d, 1)), r));  // where r >= f
      q = hn::Add(q, above);
      r = hn::Sub(r, hn::And(hn::Sub(zero, above), f));
    }
  }

  /// (x / f) 2^bits + x % f + start for x < f 2^(63 - bits). From 13 bits on the quotient is below 2^50; for
  /// 12 the error of its estimate may just reach 1; below, the division is a long one, of 32 bits at a time,
  /// exact since both parts are below 2^44.
  template <division How>
  static heads mapped(heads x, heads f, heads start, unsigned bits) {
    const d64 d;
    const auto shifter = hn::Set(df64{}, 0x1p52);
    const auto fd = hn::Sub(hn::BitCast(df64{}, hn::Or(f, hn::BitCast(d, shifter))), shifter);
    const auto inverse = hn::Div(hn::Set(df64{}, 1.0), fd);
    heads q, r;
    if constexpr (How == division::two_steps) {
      heads high, carried;
      divide<1>(hn::ShiftRight<32>(x), f, inverse, high, carried);
      const heads rest = hn::Or(hn::ShiftLeft<32>(carried), hn::And(x, hn::Set(d, 0xffffffffu)));
      divide<1>(rest, f, inverse, q, r);
      q = hn::Add(q, hn::ShiftLeft<32>(high));
    } else {
      divide<How == division::one_step ? 1 : 2>(x, f, inverse, q, r);
    }
    return hn::Add(hn::ShiftLeftSame(q, static_cast<int>(bits)), hn::Add(r, start));
  }
};

#endif

}  // namespace ansatz::detail::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
