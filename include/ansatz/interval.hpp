#pragma once
#include <ansatz/error.hpp>
#include <concepts>
#include <cstdint>

namespace ansatz {

/// The part [start, start + freq) of [0, total) that a symbol owns. It stands for probability freq / total,
/// and coding the symbol costs log2(total / freq) bits.
struct interval {
  std::uint32_t start = 0;
  std::uint32_t freq = 0;
  friend constexpr bool operator==(const interval&, const interval&) = default;
};

/// No total exceeds this, the lower bound of a head of the default stack.
inline constexpr std::uint32_t max_total = std::uint32_t{1} << 31;

/// A total of any count, 1 <= count <= 2^31.
class total {
 public:
  constexpr explicit total(std::uint32_t count) : count_{count} {
    if (count == 0 || count > max_total) throw domain_error("total: the count must lie in [1, 2^31]");
  }
  constexpr std::uint32_t count() const { return count_; }
  template <class Head>
  constexpr Head quotient(Head h) const {
    return static_cast<Head>(h / count_);
  }
  template <class Head>
  constexpr std::uint32_t remainder(Head h) const {
    return static_cast<std::uint32_t>(h % count_);
  }
  template <class Head>
  constexpr Head times(Head h) const {
    return static_cast<Head>(h * count_);
  }
  friend constexpr bool operator==(const total&, const total&) = default;

 private:
  std::uint32_t count_;
};

/// A total of 2^bits, 0 <= bits <= 31: the same bytes as `total(1 << bits)`, with shifts for divisions.
class precision {
 public:
  constexpr explicit precision(unsigned bits) : bits_{bits} {
    if (bits > 31) throw domain_error("precision: at most 31 bits");
  }
  constexpr unsigned bits() const { return bits_; }
  constexpr std::uint32_t count() const { return std::uint32_t{1} << bits_; }
  template <class Head>
  constexpr Head quotient(Head h) const {
    return static_cast<Head>(h >> bits_);
  }
  template <class Head>
  constexpr std::uint32_t remainder(Head h) const {
    return static_cast<std::uint32_t>(h & (count() - 1));
  }
  template <class Head>
  constexpr Head times(Head h) const {
    return static_cast<Head>(h << bits_);
  }
  friend constexpr bool operator==(const precision&, const precision&) = default;

 private:
  unsigned bits_;
};

template <class T>
concept total_like = std::same_as<T, total> || std::same_as<T, precision>;

}  // namespace ansatz
