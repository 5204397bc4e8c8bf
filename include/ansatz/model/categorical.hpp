#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <ranges>
#include <span>
#include <utility>

namespace ansatz {

/// A range of whole numbers of whatever type, of a known size: counts or weights.
template <class R>
concept whole_numbers = std::ranges::sized_range<R> && std::ranges::forward_range<R> &&
                        std::integral<std::ranges::range_value_t<R>>;

/// Symbols 0, ..., n - 1 with masses of any kind; the total is their sum. Copies share the masses.
class categorical_model {
 public:
  using symbol_type = std::uint32_t;

  /// Counts as they are: the model is exactly counts / sum, 1 <= sum <= 2^31. A count of 0 makes a symbol
  /// impossible, a negative one is refused.
  template <whole_numbers Counts>
  static categorical_model from_counts(const Counts& counts) {
    const auto size = static_cast<std::size_t>(std::ranges::size(counts));
    auto kept = std::make_shared_for_overwrite<std::uint32_t[]>(size + 1);
    std::uint32_t* starts = kept.get();
    std::uint64_t sum = 0;
    std::size_t x = 0;
    for (const auto c : counts) {
      starts[x++] = static_cast<std::uint32_t>(sum);
      if (std::cmp_less(c, 0)) throw domain_error("categorical: a count is negative");
      if (std::cmp_greater(c, max_total - sum))
        throw domain_error("categorical: the counts sum to more than 2^31");
      sum += static_cast<std::uint64_t>(c);
    }
    if (sum == 0) throw domain_error("categorical: no symbol has a positive count");
    starts[size] = static_cast<std::uint32_t>(sum);
    return categorical_model{std::move(kept), size};
  }
  template <std::integral I>
  static categorical_model from_counts(std::initializer_list<I> counts) {
    return from_counts(std::span{counts.begin(), counts.size()});
  }

  /// Weights in proportion, apportioned to a total of exactly 2^bits: a positive weight gets at least 1, a
  /// weight of 0 gets 0, what rounding leaves goes to the largest weight (the first of equals).
  template <whole_numbers Weights>
  static categorical_model from_weights(const Weights& weights, unsigned bits) {
    uint128 sum = 0;
    std::uint64_t possible = 0, most = 0;
    std::size_t largest = 0, size = 0;
    for (const auto w : weights) {
      if (std::cmp_less(w, 0)) throw domain_error("categorical: a weight is negative");
      const auto weight = static_cast<std::uint64_t>(w);
      sum += weight;
      possible += weight > 0 ? 1 : 0;
      if (weight > most) most = weight, largest = size;
      ++size;
    }
    if (possible == 0) throw domain_error("categorical: no symbol has a positive weight");
    const std::uint32_t count = precision{bits}.count();
    if (possible > count) throw domain_error("categorical: more possible symbols than the total has counts");
    const std::uint64_t spare = count - possible;
    auto kept = std::make_shared_for_overwrite<std::uint32_t[]>(size + 1);
    std::uint32_t* starts = kept.get();
    std::uint32_t used = 0;
    std::size_t x = 0;
    for (const auto w : weights) {
      starts[x++] = used;
      if (w != 0)
        used +=
            static_cast<std::uint32_t>(1 + static_cast<uint128>(static_cast<std::uint64_t>(w)) * spare / sum);
    }
    for (x = largest + 1; x < size; ++x) starts[x] += count - used;
    starts[size] = count;
    return categorical_model{std::move(kept), size};
  }
  template <std::integral I>
  static categorical_model from_weights(std::initializer_list<I> weights, unsigned bits) {
    return from_weights(std::span{weights.begin(), weights.size()}, bits);
  }

  ansatz::total total() const { return ansatz::total{starts_.get()[size_]}; }
  std::size_t size() const { return size_; }
  interval interval_of(std::uint32_t x) const {
    if (x >= size_) throw domain_error("categorical: the symbol is not in the alphabet");
    const std::uint32_t* start = starts_.get() + x;
    return {start[0], start[1] - start[0]};
  }
  found<std::uint32_t> find(std::uint32_t cell) const {
    const std::uint32_t* begin = starts_.get();
    const auto above = std::upper_bound(begin, begin + size_ + 1, cell);  // past every empty interval at cell
    const auto x = static_cast<std::uint32_t>(above - begin - 1);
    return {x, interval_of(x)};
  }

 private:
  categorical_model(std::shared_ptr<const std::uint32_t[]> starts, std::size_t size)
      : starts_{std::move(starts)}, size_{size} {}

  std::shared_ptr<const std::uint32_t[]> starts_;  // and the total last
  std::size_t size_;
};

}  // namespace ansatz
