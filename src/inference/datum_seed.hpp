#pragma once
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// A seed that depends on every number of a datum, so that no two data see the same draws.
template <class Number>
std::uint64_t datum_seed(std::span<const Number> x, std::uint64_t seed) {
  seed = supply::seeded(seed).word(0);
  for (const Number number : x) seed = supply::seeded(seed + number).word(0);
  return seed;
}

}  // namespace ansatz
