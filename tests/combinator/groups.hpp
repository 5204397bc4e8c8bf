#pragma once
#include <rapidcheck.h>

#include <algorithm>
#include <ansatz/group/permutation_group.hpp>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

/// Small groups, and permutations to draw, for the codecs on groups.
namespace ansatz::testing {

inline sparse_permutation swapped(std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs) {
  sparse_permutation out;
  for (const auto& [a, b] : pairs) out.push_back({a, b}), out.push_back({b, a});
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

/// On 8 points: {1, 4, 6} in any order, and the pairs (0, 5) and (3, 2) with each other.
inline permutation_group swaps_and_blocks() {
  return {8, {swapped({{1, 4}}), swapped({{4, 6}}), swapped({{0, 3}, {5, 2}})}};
}
/// A cube's rotations and reflections of its corners, by the bits of their numbers.
inline permutation_group cube() {
  return {8,
          {swapped({{0, 1}, {2, 3}, {4, 5}, {6, 7}}), swapped({{1, 2}, {5, 6}}), swapped({{2, 4}, {3, 5}})}};
}
/// All orders of n points.
inline permutation_group everything(std::uint32_t n) {
  std::vector<sparse_permutation> swaps;
  for (std::uint32_t i = 1; i < n; ++i) swaps.push_back(swapped({{i - 1, i}}));
  return {n, swaps};
}

inline auto permutations_of(std::size_t n) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint64_t>>(n, rc::gen::arbitrary<std::uint64_t>()),
                      [](const std::vector<std::uint64_t>& keys) {
                        permutation_list x = identity_permutation(keys.size());
                        std::ranges::sort(x, {}, [&](std::uint32_t i) { return std::pair{keys[i], i}; });
                        return x;
                      });
}

inline auto elements_of(const permutation_group& g) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint64_t>>(g.free_points().size(),
                                                                     rc::gen::arbitrary<std::uint64_t>()),
                      [g](const std::vector<std::uint64_t>& draws) {
                        std::vector<std::uint32_t> ranks;
                        for (std::size_t i = 0; i < draws.size(); ++i)
                          ranks.push_back(static_cast<std::uint32_t>(draws[i] % g.free_points()[i].images));
                        return g.element_of(ranks);
                      });
}

inline auto cosets_of(const permutation_group& g) {
  return rc::gen::map(permutations_of(g.size()),
                      [g](const permutation_list& s) { return g.least_of_coset(s); });
}

}  // namespace ansatz::testing
