#pragma once
#include <ansatz/bits.hpp>
#include <array>
#include <cstdint>

namespace ansatz {

namespace detail {

/// 1 / (1 + e^(i / 128)) for i = 0, ..., 3072, Q32, rounded to nearest, with e^(-i / 128) by its own
/// recurrence in Q62.
constexpr std::array<std::uint32_t, 3073> make_logistic_tail() {
  constexpr std::uint64_t one = std::uint64_t{1} << 62;
  constexpr std::uint64_t step = 4575797593107614195u;  // e^(-1/128)
  std::array<std::uint32_t, 3073> nodes{};
  std::uint64_t power = one;
  for (std::uint32_t& node : nodes) {
    node = static_cast<std::uint32_t>(((static_cast<uint128>(power) << 33) / (one + power) + 1) >> 1);
    power = static_cast<std::uint64_t>(static_cast<uint128>(power) * step >> 62);
  }
  return nodes;
}
inline constexpr auto logistic_tail = make_logistic_tail();

}  // namespace detail

/// The logistic function 1 / (1 + e^-t) in integers: argument Q16, result Q32 in [0, 2^32].
///
/// Linear between exact nodes 2^-7 apart, hence monotone by construction; each tail within a factor 1 +-
/// 2^-16 and one unit of 2^-32. 0 from -24 down and 2^32 from 24 up. logistic_cdf(-t) + logistic_cdf(t) ==
/// 2^32.
constexpr std::uint64_t logistic_cdf(std::int64_t t) {
  constexpr std::uint64_t one = std::uint64_t{1} << 32;
  const std::uint64_t a =
      t < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(t) : static_cast<std::uint64_t>(t);
  if (a >= std::uint64_t{24} << 16) return t < 0 ? 0 : one;
  const std::uint64_t i = a >> 9, part = a & 0x1ff;
  const std::uint64_t drop = detail::logistic_tail[i] - detail::logistic_tail[i + 1];
  const std::uint64_t tail = detail::logistic_tail[i] - (drop * part >> 9);
  return t < 0 ? tail : one - tail;
}

}  // namespace ansatz
