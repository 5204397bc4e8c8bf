#pragma once
#include <cstddef>
#include <cstdint>
#include <ieee_arithmetic.hpp>
#include <vector>

/// What networks in exact arithmetic share.
namespace ansatz {

/// To the nearest integer, half to even, for |x| < 2^51: adding 1.5 * 2^52 leaves no fractional bits.
inline double round_half_even(double x) { return x + 0x1.8p52 - 0x1.8p52; }

/// Appends an integer that is carried by binary64, for a fingerprint.
inline void put_integer(std::vector<std::byte>& out, double integer) {
  const auto value = static_cast<std::uint64_t>(static_cast<std::int64_t>(integer));
  for (int i = 0; i < 8; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}

}  // namespace ansatz
