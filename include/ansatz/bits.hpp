#pragma once
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

  static constexpr std::int64_t one = std::int64_t{1} << 24;
};

/// log2(n) for n >= 1, within 2^-23 bits: the integer part by counting, the fraction a bit at a time by
/// squaring.
constexpr bits log2_of(std::uint64_t n) {
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

/// The sum of log2 of many factors, kept as their product in floating form: one multiplication a factor,
/// relative error below 2^-62 each, so that 10^9 factors are summed within 10^-9 bits. This is what a ledger
/// books with.
class log2_sum {
 public:
  constexpr void add(std::uint32_t factor) {
    uint128 product = static_cast<uint128>(mantissa_) * factor;  // mantissa in [2^63, 2^64), factor >= 1
    const int shift = 64 - std::countl_zero(static_cast<std::uint64_t>(product >> 64));
    mantissa_ = static_cast<std::uint64_t>(product >> shift);
    exponent_ += shift;
  }
  constexpr bits value() const { return bits::whole(exponent_) + log2_of(mantissa_) - bits::whole(63); }

 private:
  std::uint64_t mantissa_ = std::uint64_t{1} << 63;
  std::int64_t exponent_ = 0;
};

}  // namespace ansatz
