#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// Symbols 0, ..., n - 1 with masses of any kind; the total is their sum.
class categorical_model {
 public:
  using symbol_type = std::uint32_t;

  /// Counts as they are: the model is exactly counts / sum, 1 <= sum <= 2^31. A count of 0 makes a symbol
  /// impossible.
  static constexpr categorical_model from_counts(std::span<const std::uint32_t> counts) {
    std::uint64_t sum = 0;
    std::vector<std::uint32_t> starts{0};
    for (const std::uint32_t c : counts) {
      sum += c;
      if (sum > max_total) throw domain_error("categorical: the counts sum to more than 2^31");
      starts.push_back(static_cast<std::uint32_t>(sum));
    }
    if (sum == 0) throw domain_error("categorical: no symbol has a positive count");
    return categorical_model{std::move(starts)};
  }

  /// Weights in proportion, apportioned to a total of exactly 2^bits: a positive weight gets at least 1, a
  /// weight of 0 gets 0, what rounding leaves goes to the largest weight (the first of equals).
  static constexpr categorical_model from_weights(std::span<const std::uint64_t> weights, unsigned bits) {
    uint128 sum = 0;
    std::uint64_t possible = 0;
    std::size_t largest = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      sum += weights[i];
      possible += weights[i] > 0 ? 1 : 0;
      if (weights[i] > weights[largest]) largest = i;
    }
    if (possible == 0) throw domain_error("categorical: no symbol has a positive weight");
    const std::uint32_t count = precision{bits}.count();
    if (possible > count) throw domain_error("categorical: more possible symbols than the total has counts");
    const std::uint64_t spare = count - possible;
    std::vector<std::uint32_t> masses;
    std::uint64_t used = 0;
    for (const std::uint64_t w : weights) {
      masses.push_back(w == 0 ? 0 : static_cast<std::uint32_t>(1 + static_cast<uint128>(w) * spare / sum));
      used += masses.back();
    }
    masses[largest] += static_cast<std::uint32_t>(count - used);
    return from_counts(masses);
  }

  constexpr ansatz::total total() const { return ansatz::total{starts_.back()}; }
  constexpr std::size_t size() const { return starts_.size() - 1; }
  constexpr interval interval_of(std::uint32_t x) const {
    if (x >= size()) throw domain_error("categorical: the symbol is not in the alphabet");
    return {starts_[x], starts_[x + 1] - starts_[x]};
  }
  constexpr found<std::uint32_t> find(std::uint32_t cell) const {
    const auto above =
        std::upper_bound(starts_.begin(), starts_.end(), cell);  // past every empty interval at cell
    const auto x = static_cast<std::uint32_t>(above - starts_.begin() - 1);
    return {x, interval_of(x)};
  }

 private:
  constexpr explicit categorical_model(std::vector<std::uint32_t> starts) : starts_{std::move(starts)} {}

  std::vector<std::uint32_t> starts_;  // and the total last
};

}  // namespace ansatz
