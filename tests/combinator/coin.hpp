#pragma once
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>

namespace ansatz::testing {

/// Two symbols with masses one and 128 - one: unequal, and small enough for 8-bit words under a 16-bit head.
struct coin_model {
  using symbol_type = std::uint32_t;
  std::uint32_t ones;
  static constexpr precision total() { return precision{7}; }
  constexpr interval interval_of(std::uint32_t x) const {
    if (x > 1) throw domain_error("coin: 0 or 1");
    return x == 1 ? interval{0, ones} : interval{ones, 128 - ones};
  }
  constexpr found<std::uint32_t> find(std::uint32_t cell) const {
    const std::uint32_t x = cell < ones ? 1 : 0;
    return {x, interval_of(x)};
  }
};

constexpr auto coin(std::uint32_t ones) { return modelled(coin_model{ones}); }

}  // namespace ansatz::testing
