#pragma once
#include <algorithm>
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <array>
#include <bit>
#include <cstdint>

namespace ansatz {

namespace detail {

/// Masses, of 2^16 in all, of the `k` bits after the leading one of a number whose logarithm is uniform:
/// value t stands for the part [log2(1 + t / 2^k), log2(1 + (t + 1) / 2^k)) of an octave.
template <unsigned K>
constexpr std::array<std::uint32_t, 1u << K> octave_masses() {
  std::array<std::uint32_t, 1u << K> masses{};
  std::int64_t below = 0;
  for (std::uint32_t t = 0; t < (1u << K); ++t) {
    const std::int64_t to = (log2_of((1u << K) + t + 1) - bits::whole(K)).q24 >> 8;  // Q16
    masses[t] = static_cast<std::uint32_t>(to - below);
    below = to;
  }
  return masses;
}

}  // namespace detail

/// Numbers n with 2^from <= n < 2^width, 0 <= from < width <= 64, their logarithms about uniform: p(n) is
/// about log2(1 + 1/n) / (width - from), so that a number costs at most log2 n + log2(width - from) bits and
/// at least 0.63 less, whatever its size. For lengths, counts, heads, and whatever else may be small or large
/// (Benford's law).
///
/// Popped: the position of the leading bit, uniform; up to four bits after it from a table; the rest uniform.
/// Pushing a number outside throws `domain_error`.
class log_uniform_codec {
 public:
  using symbol_type = std::uint64_t;

  explicit log_uniform_codec(unsigned width, unsigned from = 0) : width_{width}, from_{from} {
    if (width > 64 || from >= width)
      throw domain_error("log_uniform: a width of 1 to 64 bits, from less than it");
  }

  template <class S>
  void push(S& s, std::uint64_t n) const {
    if (n >> from_ == 0 || (width_ < 64 && n >> width_ != 0))
      throw domain_error("log_uniform: the number is too small or too large");
    const unsigned exponent = static_cast<unsigned>(std::bit_width(n)) - 1, first = std::min(exponent, 4u);
    unsigned low = exponent - first;  // bits that are uniform
    for (unsigned at = 0; at < low; at += chunk)
      uniform(1u << std::min(chunk, low - at))
          .push(s, static_cast<std::uint32_t>(n >> at) & mask(std::min(chunk, low - at)));
    octave(first).push(s, static_cast<std::uint32_t>(n >> low) & mask(first));
    uniform(width_ - from_).push(s, exponent - from_);
  }
  template <class S>
  std::uint64_t pop(S& s) const {
    const unsigned exponent = from_ + uniform(width_ - from_).pop(s), first = std::min(exponent, 4u),
                   low = exponent - first;
    std::uint64_t n = std::uint64_t{1} << first | octave(first).pop(s);
    n <<= low;
    for (unsigned at = (low + chunk - 1) / chunk * chunk; at > 0;) {
      at -= chunk;
      n |= std::uint64_t{uniform(1u << std::min(chunk, low - at)).pop(s)} << at;
    }
    return n;
  }

 private:
  static constexpr unsigned chunk = 16;
  static constexpr std::uint32_t mask(unsigned bits) { return (1u << bits) - 1; }
  static const categorical_codec& octave(unsigned bits) {
    static const std::array tables{
        categorical(detail::octave_masses<0>()), categorical(detail::octave_masses<1>()),
        categorical(detail::octave_masses<2>()), categorical(detail::octave_masses<3>()),
        categorical(detail::octave_masses<4>())};
    return tables[bits];
  }

  unsigned width_, from_;
};

inline log_uniform_codec log_uniform(unsigned width, unsigned from = 0) {
  return log_uniform_codec{width, from};
}

}  // namespace ansatz
