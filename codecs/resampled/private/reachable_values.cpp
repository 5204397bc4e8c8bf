#include "reachable_values.hpp"

#include <algorithm>
#include <span>

namespace ansatz::detail {
namespace {

constexpr std::int64_t tie = 3000;  // a value may be off where 255 X / M is within 1 / tie of an integer

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a >= 0 ? a / b : -((b - 1 - a) / b);
}

/// Sums that some of the pixels of a cell have, as a set of bits.
class sums_set {
 public:
  explicit sums_set(std::int64_t largest) : words_(static_cast<std::size_t>(largest / 64 + 1)) {
    words_[0] = 1;
  }

  void add_pixel(std::int64_t weight) {
    const auto words = static_cast<std::size_t>(weight / 64);
    const auto bits = static_cast<unsigned>(weight % 64);
    // From above, so that each word is read before it changes.
    for (std::size_t i = words_.size() - 1; i > words && bits != 0; --i)
      words_[i] |= words_[i - words] << bits | words_[i - words - 1] >> (64 - bits);
    for (std::size_t i = words_.size() - 1; i > words && bits == 0; --i) words_[i] |= words_[i - words];
    if (words < words_.size()) words_[words] |= words_[0] << bits;
  }

  bool any_in(std::int64_t low, std::int64_t high) const {
    high = std::min(high, static_cast<std::int64_t>(words_.size()) * 64 - 1);
    if (low > high) return false;
    const auto first = static_cast<std::size_t>(low / 64), last = static_cast<std::size_t>(high / 64);
    const std::uint64_t above = ~std::uint64_t{0} << (low % 64),
                        below = ~std::uint64_t{0} >> (63 - high % 64);
    if (first == last) return (words_[first] & above & below) != 0;
    return (words_[first] & above) != 0 || (words_[last] & below) != 0 ||
           std::any_of(words_.begin() + static_cast<std::ptrdiff_t>(first) + 1,
                       words_.begin() + static_cast<std::ptrdiff_t>(last), [](auto w) { return w != 0; });
  }

 private:
  std::vector<std::uint64_t> words_;
};

bool has_trace(std::span<const std::int64_t> weights) { return !weights.empty() && weights.front() == 0; }

}  // namespace

sum_range sums_for(std::uint32_t value, std::int64_t largest) {
  // The first X with 255 X / M >= n - 1 / tie, and the last with 255 X / M <= n + 1 / tie.
  const auto from = [&](std::int64_t n) { return -floor_divide(-largest * (tie * n - 1), 255 * tie); };
  const auto to = [&](std::int64_t n) { return floor_divide(largest * (tie * n + 1), 255 * tie); };
  const std::int64_t v = value;
  // A trace is 2^-21 of a whole weight, which gives 1.2e-4 in x: next to 128 it is lost below 4e-6, one part
  // in 32.
  if (v == 0) return {0, 3};
  if (v == 1) return {1, 64 * to(1) + 63};
  if (v < 128) return {64 * from(v - 1), 64 * to(v) + 63};
  if (v == 128) return {64 * from(127), 64 * to(129) + 63};
  if (v < 255) return {64 * from(v), 64 * std::min(largest, to(v + 1)) + 63};
  return {64 * largest, 64 * largest + 63};
}

reachable_values::reachable_values(const resampling_axis& axis)
    : side_(axis.side), largest_{}, pattern_of_{} {
  const std::int64_t cell = 5 * side_;
  largest_ = {cell * cell, cell * (cell - 1), (cell - 1) * (cell - 1)};
  for (std::uint32_t c = 0; c < resampling_axis::cells; ++c) {
    std::vector<std::int64_t> pattern;
    for (std::uint32_t s = axis.segments_of[c][0]; s < axis.segments_of[c][1]; ++s)
      pattern.insert(pattern.end(), axis.segments[s].length, axis.segments[s].weight_in(c));
    std::ranges::sort(pattern);
    const auto at = std::ranges::find(patterns_, pattern);
    pattern_of_[c] = static_cast<std::size_t>(at - patterns_.begin());
    if (at == patterns_.end()) patterns_.push_back(std::move(pattern));
  }
  tables_.resize(patterns_.size() * patterns_.size());
}

const reachable_values::values& reachable_values::table(std::uint32_t row, std::uint32_t column) {
  const std::size_t r = pattern_of_[row], c = pattern_of_[column];
  sums_set sums(largest_[0]);
  for (const std::int64_t y : patterns_[r])
    for (const std::int64_t x : patterns_[c])
      if (x * y != 0) sums.add_pixel(x * y);
  values found{};
  for (std::size_t kind = 0; kind < kinds; ++kind)
    for (std::uint32_t v = 0; v < 256; ++v) {
      const auto [low, high] = sums_for(v, largest_[kind]);
      const bool trace = v == 1 && (has_trace(patterns_[r]) || has_trace(patterns_[c]));
      if (trace || sums.any_in((low + 63) / 64, high / 64)) found[v] |= static_cast<std::uint8_t>(1u << kind);
    }
  tables_[c * patterns_.size() + r] = found;
  return *(tables_[r * patterns_.size() + c] = found);
}

}  // namespace ansatz::detail
