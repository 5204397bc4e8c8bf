#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/model/detail/cdf_of_tail.hpp>
#include <array>
#include <cstdint>

namespace ansatz {

namespace detail {

/// Phi(-i / 1024) for i = 0, ..., 8192, Q32, rounded to nearest. Built by integers alone: the density by its
/// own recurrence phi(x + h) = phi(x) e^(-xh) e^(-h^2/2), its integral by the trapezoid rule with the first
/// Euler-Maclaurin correction, error below 2^-48 in all.
constexpr std::array<std::uint32_t, 8193> make_normal_tail() {
  constexpr auto product = [](std::uint64_t a, std::uint64_t b) {  // of two numbers in Q62
    return static_cast<std::uint64_t>(static_cast<uint128>(a) * b >> 62);
  };
  constexpr std::uint64_t exp_h2 = 4611681620382973951u;       // e^(-h^2), h = 1/1024, Q62
  constexpr std::uint64_t exp_half_h2 = 4611683819404656640u;  // e^(-h^2/2)
  std::uint64_t density = 1839796536686825613u;                // phi(0) = 1 / sqrt(2 pi)
  std::uint64_t exp_xh = std::uint64_t{1} << 62;
  std::uint64_t tail = std::uint64_t{1} << 61;
  std::array<std::uint32_t, 8193> nodes{};
  for (std::uint64_t i = 0; i < nodes.size(); ++i) {
    nodes[i] = static_cast<std::uint32_t>((tail + (std::uint64_t{1} << 29)) >> 30);
    const std::uint64_t next = product(product(density, exp_xh), exp_half_h2);
    const std::uint64_t trapezoid = (density + next) >> 11;
    // h^2/12 (phi'(x) - phi'(x + h)) with phi'(x) = -x phi(x), x = i / 1024; the 13 bits make room for the
    // factor
    const auto slope = [](std::uint64_t j, std::uint64_t d) {
      return static_cast<std::int64_t>(j * (d >> 13));
    };
    const std::int64_t bend = (slope(i + 1, next) - slope(i, density)) / (12 << 17);
    tail -= static_cast<std::uint64_t>(static_cast<std::int64_t>(trapezoid) + bend);
    density = next;
    exp_xh = product(exp_xh, exp_h2);
  }
  return nodes;
}
inline constexpr auto normal_tail = make_normal_tail();

}  // namespace detail

/// Phi(t), the CDF of N(0, 1), in integers: argument Q24, result Q32 in [0, 2^32].
///
/// Linear between exact nodes 2^-10 apart, hence monotone by construction, and within 2^-24 of Phi; 0 from -8
/// down and 2^32 from 8 up. normal_cdf(-t) + normal_cdf(t) == 2^32.
constexpr std::uint64_t normal_cdf(std::int64_t t) { return detail::cdf_of_tail<14>(detail::normal_tail, t); }

}  // namespace ansatz
