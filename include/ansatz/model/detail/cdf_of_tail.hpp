#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace ansatz::detail {

/// A symmetric CDF, Q32, from the nodes of its lower tail, the first of which is F(0) and the last 0, with
/// 2^Shift arguments from each to the next: linear between them, so that it is monotone.
template <int Shift, std::size_t N>
[[gnu::always_inline]] constexpr std::uint64_t cdf_of_tail(const std::array<std::uint32_t, N>& tail,
                                                           std::int64_t t) {
  constexpr std::uint64_t one = std::uint64_t{1} << 32;
  const std::uint64_t a =
      t < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(t) : static_cast<std::uint64_t>(t);
  if (a >= std::uint64_t{N - 1} << Shift) return t < 0 ? 0 : one;
  const std::uint64_t i = a >> Shift, part = a & ((std::uint64_t{1} << Shift) - 1);
  const std::uint64_t drop = tail[i] - tail[i + 1];
  const std::uint64_t below = tail[i] - (drop * part >> Shift);
  return t < 0 ? below : one - below;
}

}  // namespace ansatz::detail
