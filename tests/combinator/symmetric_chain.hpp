#pragma once
#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <array>
#include <cstdint>
#include <vector>

/// A hierarchy whose posteriors are exact in small integers: numbers below 8 on a circle, each a symmetric
/// random step from the one above, the top uniform. Then every number is uniform and a step looks the same
/// both ways: p(z_l | z_(l-1)) = p(z_(l-1) | z_l), and -log2 p(x) = 3.
namespace ansatz::testing {

struct symmetric_step {
  auto operator()(std::uint32_t from) const {
    constexpr std::array<std::uint32_t, 8> mass{60, 20, 10, 3, 2, 3, 10, 20};  // of 128, by distance
    std::array<std::uint32_t, 8> masses{};
    for (std::uint32_t to = 0; to < 8; ++to) masses[to] = mass[(to - from) & 7];
    return categorical(masses);
  }
};

using symmetric_level = level<symmetric_step, symmetric_step>;

inline std::vector<symmetric_level> symmetric_levels(std::size_t count) {
  return std::vector<symmetric_level>(count);
}

}  // namespace ansatz::testing
