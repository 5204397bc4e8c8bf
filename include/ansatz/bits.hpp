#pragma once
#include <ansatz/error.hpp>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>

namespace ansatz {

__extension__ typedef unsigned __int128 uint128;

/// A signed number of bits in Q24 fixed point: exact sums, resolution 2^-24, range +-2^39 bits (64 GiB).
struct bits {
  std::int64_t q24 = 0;

  static constexpr bits whole(std::int64_t n) { return {n * one}; }
  constexpr bits& operator+=(bits b) {
    q24 += b.q24;
    return *this;
  }
  constexpr bits& operator-=(bits b) {
    q24 -= b.q24;
    return *this;
  }
  friend constexpr bits operator+(bits a, bits b) { return {a.q24 + b.q24}; }
  friend constexpr bits operator-(bits a, bits b) { return {a.q24 - b.q24}; }
  friend constexpr bits operator-(bits a) { return {-a.q24}; }
  friend constexpr auto operator<=>(bits, bits) = default;

  /// For printing: exact below 2^29 bits, above that rounded toward 0.
  constexpr double to_double() const;

  static constexpr std::int64_t one = std::int64_t{1} << 24;
};

/// The number is put together by integers: headers compute with no doubles.
constexpr double bits::to_double() const {
  if (q24 == 0) return {};
  const std::uint64_t sign = q24 < 0 ? std::uint64_t{1} << 63 : 0,
                      size = q24 < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(q24)
                                     : static_cast<std::uint64_t>(q24);
  const auto length = static_cast<std::uint64_t>(std::bit_width(size));
  const std::uint64_t fraction = (size << (64 - length) << 1) >> 12;  // without its leading one
  return std::bit_cast<double>(sign | (1023 + length - 1 - 24) << 52 | fraction);
}

/// log2(n) for n >= 1, within 2^-23 bits: the integer part by counting, the fraction a bit at a time by
/// squaring. Throws `domain_error` for 0.
constexpr bits log2_of(std::uint64_t n) {
  if (n == 0) throw domain_error("log2_of: 0 has no logarithm");
  const int exponent = 63 - std::countl_zero(n);
  std::uint64_t mantissa = n << (63 - exponent);  // Q63 in [1, 2)
  std::int64_t fraction = 0;
  for (int i = 0; i < 24; ++i) {
    const uint128 square = static_cast<uint128>(mantissa) * mantissa;  // Q126 in [1, 4)
    const bool carry = (square >> 127) != 0;
    mantissa = static_cast<std::uint64_t>(square >> (carry ? 64 : 63));
    fraction = 2 * fraction + (carry ? 1 : 0);
  }
  return {exponent * bits::one + fraction};
}

namespace detail {

/// 2^(-2^-i) for i = 1, ..., 24, Q63: each the square root of the one before.
constexpr std::array<std::uint64_t, 24> make_binary_roots() {
  std::array<std::uint64_t, 24> roots{};
  std::uint64_t last = std::uint64_t{1} << 62;  // 2^-1
  for (std::uint64_t& root : roots) {
    const uint128 square = static_cast<uint128>(last) << 63;
    std::uint64_t r = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 63; bit != 0; bit >>= 1)
      if (static_cast<uint128>(r | bit) * (r | bit) <= square) r |= bit;
    root = last = r;
  }
  return roots;
}
inline constexpr auto binary_roots = make_binary_roots();

}  // namespace detail

/// 2^-b in Q62 for b >= 0, within a factor 1 +- 2^-57; 0 from 63 bits on. Throws `domain_error` for b < 0.
constexpr std::uint64_t exp2_minus(bits b) {
  if (b.q24 < 0) throw domain_error("exp2_minus: the argument is negative");
  const std::int64_t whole = b.q24 >> 24;
  if (whole > 62) return 0;
  std::uint64_t value = std::uint64_t{1} << 62;
  for (unsigned i = 0; i < 24; ++i)
    if ((b.q24 >> (23 - i) & 1) != 0)
      value = static_cast<std::uint64_t>(static_cast<uint128>(value) * detail::binary_roots[i] >> 63);
  return value >> whole;
}

/// The sum of log2 of many factors, kept as their product in floating form: one multiplication a factor,
/// relative error below 2^-62 each, so that 10^9 factors are summed within 10^-9 bits. This is what a ledger
/// books with. Sums compare as the products kept do.
class log2_sum {
 public:
  constexpr void add(std::uint64_t factor) {
    const uint128 product =
        static_cast<uint128>(mantissa_) * factor;  // mantissa in [2^63, 2^64), factor >= 1
    const int shift = 64 - std::countl_zero(static_cast<std::uint64_t>(product >> 64));
    mantissa_ = static_cast<std::uint64_t>(product >> shift);
    exponent_ += shift;
  }
  constexpr void add_whole(std::int64_t n) { exponent_ += n; }
  constexpr bits value() const { return bits::whole(exponent_) + log2_of(mantissa_) - bits::whole(63); }
  friend constexpr auto operator<=>(const log2_sum&, const log2_sum&) = default;

 private:
  std::int64_t exponent_ = 0;  // first: it decides a comparison
  std::uint64_t mantissa_ = std::uint64_t{1} << 63;
};

}  // namespace ansatz
