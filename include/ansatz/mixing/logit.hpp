#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/model/logistic_cdf.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

/// Probabilities and their logits ln(p / (1 - p)) in integers: what is mixed are logits, Q16; probabilities
/// are Q32.
namespace ansatz {

/// A logit of 1, and the largest that is mixed, about that of 1 - 2^-33.
inline constexpr std::int32_t one_logit = 1 << 16, most_logit = 23 * one_logit;

namespace detail {

/// ln(1 + i / 256), Q24, and ln 2 at the end.
constexpr std::array<std::uint32_t, 257> make_logarithms() {
  std::array<std::uint32_t, 257> nodes{};
  for (std::uint32_t i = 0; i <= 256; ++i)
    nodes[i] = static_cast<std::uint32_t>(
        static_cast<std::uint64_t>((log2_of(256 + i) - bits::whole(8)).q24) * 2977044472 >> 32);
  return nodes;
}
inline constexpr auto logarithms = make_logarithms();

}  // namespace detail

/// ln(n), n >= 1, Q24: linear between nodes 2^-8 of an octave apart, hence monotone; within 2^-18.
constexpr std::int64_t natural_logarithm(std::uint64_t n) {
  const int octave = 63 - std::countl_zero(n);
  const std::uint64_t mantissa = n << (63 - octave) << 1 >> 32;  // without its leading one, Q32
  const std::size_t i = mantissa >> 24;
  const std::uint64_t part = mantissa & 0xffffff, step = detail::logarithms[i + 1] - detail::logarithms[i];
  return std::int64_t{octave} * detail::logarithms[256] + detail::logarithms[i] +
         static_cast<std::int64_t>(step * part >> 24);
}

/// The logit of p, Q32 to Q16, |stretch(p)| <= most_logit, which is what 0 and 2^32 have. Monotone; within
/// two units of 2^-16; stretch(2^32 - p) == -stretch(p). Defined for 0 <= p <= 2^32.
constexpr std::int32_t stretch(std::uint64_t p) {
  constexpr std::uint64_t one = std::uint64_t{1} << 32;
  if (p == 0 || p >= one) return p == 0 ? -most_logit : most_logit;
  return static_cast<std::int32_t>((natural_logarithm(p) - natural_logarithm(one - p)) / 256);
}

/// The probability of a logit, Q16 to Q32: `logistic_cdf`, but never 0 nor 2^32. Monotone, symmetric. Within
/// a factor 1 +- 2^-16 of the smaller of p and 1 - p, and one unit of 2^-32.
constexpr std::uint64_t squash(std::int32_t logit) {
  return std::clamp<std::uint64_t>(logistic_cdf(logit), 1, (std::uint64_t{1} << 32) - 1);
}

/// What was missed: the decision less P(1), Q30, where P(1) is Q32. What mixers learn from.
constexpr std::int32_t miss_of(bool decision, std::uint64_t p) {
  return static_cast<std::int32_t>(
      ((static_cast<std::int64_t>(decision) << 32) - static_cast<std::int64_t>(p)) >> 2);
}

/// The codec of a decision whose mixed logit is this: of 2^31 cells, at least one for either. Rate:
/// -log2 squash(logit) for 1, with a loss below 2^-15 bits where P is above 2^-16 either way.
constexpr bernoulli_codec decision(std::int32_t logit) { return bernoulli_logit(logit, 31); }

}  // namespace ansatz
