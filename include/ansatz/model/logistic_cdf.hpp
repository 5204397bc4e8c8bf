#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/model/detail/cdf_of_tail.hpp>
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
  return detail::cdf_of_tail<9>(detail::logistic_tail, t);
}

}  // namespace ansatz
