#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz {
namespace detail {

/// 2^-b in Q62 by the eight bits of b from 2^-1 on, from 2^-9 on and from 2^-17 on.
inline constexpr auto power_tables = [] {
  std::array<std::array<std::uint64_t, 256>, 3> tables{};
  for (std::size_t part = 0; part < 3; ++part)
    for (std::size_t i = 0; i < 256; ++i)
      tables[part][i] = exp2_minus({static_cast<std::int64_t>(i << (16 - 8 * part))});
  return tables;
}();

/// exp2_minus for b below 1 to within 2^6, which is 2^-56, in two products.
constexpr std::uint64_t exp2_minus_nearly(bits b) {
  const auto product = [](std::uint64_t x, std::uint64_t y) {
    return static_cast<std::uint64_t>(static_cast<uint128>(x) * y >> 62);
  };
  const auto q24 = static_cast<std::uint64_t>(b.q24);
  return product(product(power_tables[0][q24 >> 16], power_tables[1][q24 >> 8 & 255]),
                 power_tables[2][q24 & 255]);
}

}  // namespace detail

/// e^x in integers: x in Q16, |x| <= 32, the result in Q`fraction`, rounded down, within a factor 1 +- 2^-22.
/// The same on every machine. Throws `domain_error` where the result would not fit 63 bits.
constexpr std::uint64_t exponential(std::int32_t x, int fraction) {
  if (x > 32 << 16 || x < -(32 << 16) || fraction < 0)
    throw domain_error("exponential: the argument is out of range");
  constexpr std::int64_t log2_e = 6196328019;                   // Q32
  const std::int64_t power = (std::int64_t{x} * log2_e) >> 24;  // of 2, Q24
  const std::int64_t whole = (power + bits::one - 1) >> 24;     // at least the power
  const std::int64_t shift = 62 - fraction - whole;
  if (shift < 0) throw domain_error("exponential: the result is too large");
  if (shift > 63) return 0;
  const bits rest{whole * bits::one - power};
  // What is nearly right decides the bits that are kept, but where all others are next to a carry.
  constexpr std::uint64_t error = 1 << 6;
  const std::uint64_t nearly = detail::exp2_minus_nearly(rest);
  if ((nearly - error) >> shift == (nearly + error) >> shift) return nearly >> shift;
  return exp2_minus(rest) >> shift;
}

/// Weights in proportion to e^logit, Q30, that sum to 2^30 exactly: logits in Q16, rounded down, what is left
/// to the largest. In integers: the same on every machine. Logits 22 below the largest and more have weight
/// 0. Throws `domain_error` for no logit, more than 2^16, or spans of different sizes.
constexpr void softmax(std::span<const std::int32_t> logits, std::span<std::uint32_t> weights) {
  if (logits.empty() || logits.size() > 1u << 16 || logits.size() != weights.size())
    throw domain_error("softmax: 1 to 65536 logits, and as many weights");
  constexpr int fraction = 30;
  std::size_t largest = 0;
  for (std::size_t i = 1; i < logits.size(); ++i)
    if (logits[i] > logits[largest]) largest = i;
  std::uint64_t sum = 0, used = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const std::int64_t below = std::int64_t{logits[largest]} - logits[i];
    weights[i] = below > 22 << 16
                     ? 0
                     : static_cast<std::uint32_t>(exponential(static_cast<std::int32_t>(-below), fraction));
    sum += weights[i];
  }
  for (std::uint32_t& w : weights) {
    w = static_cast<std::uint32_t>((std::uint64_t{w} << fraction) / sum);
    used += w;
  }
  weights[largest] += static_cast<std::uint32_t>((std::uint64_t{1} << fraction) - used);
}

}  // namespace ansatz
