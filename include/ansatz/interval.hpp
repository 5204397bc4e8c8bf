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

  constexpr std::uint32_t cell(std::uint32_t rank) const { return start + rank; }
  constexpr bool holds(std::uint32_t cell) const { return cell >= start && cell - start < freq; }
  constexpr std::uint32_t rank(std::uint32_t cell) const { return cell - start; }
  constexpr bool within(std::uint32_t total) const { return freq <= total && start <= total - freq; }
  friend constexpr bool operator==(const interval&, const interval&) = default;
};

/// What a push needs to know of the cells of [0, total) that a symbol owns: how many, and the one of each
/// rank. Those of an interval lie side by side; those of the alias method do not.
template <class C>
concept cells = requires(const C& c, std::uint32_t n) {
  { c.freq } -> std::convertible_to<std::uint32_t>;
  { c.cell(n) } -> std::same_as<std::uint32_t>;  // of a rank below freq
  { c.within(n) } -> std::same_as<bool>;         // whether they can lie in a total of n
};

/// What a pop needs to know of the owner of a cell: how many it has, and the rank of this one.
template <class C>
concept cell_owner = requires(const C& c, std::uint32_t cell) {
  { c.freq } -> std::convertible_to<std::uint32_t>;
  { c.holds(cell) } -> std::same_as<bool>;
  { c.rank(cell) } -> std::same_as<std::uint32_t>;
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
