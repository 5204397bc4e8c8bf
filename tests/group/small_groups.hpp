#pragma once
#include <ansatz/group/permutations.hpp>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace ansatz::testing {

inline sparse_permutation cycle(const std::vector<std::uint32_t>& points) {
  sparse_permutation out;
  for (std::size_t i = 0; i < points.size(); ++i) out.push_back({points[i], points[(i + 1) % points.size()]});
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

/// Of permutations that move disjoint points.
inline sparse_permutation product(const std::vector<sparse_permutation>& factors) {
  sparse_permutation out;
  for (const sparse_permutation& p : factors) out.insert(out.end(), p.begin(), p.end());
  std::ranges::sort(out, {}, &moved_point::from);
  return out;
}

/// All elements of the group that permutations generate, one after another.
inline std::set<permutation_list> generated(std::size_t n, std::span<const sparse_permutation> generators) {
  std::set<permutation_list> out{identity_permutation(n)};
  for (std::vector<permutation_list> fresh{identity_permutation(n)}; !fresh.empty();) {
    const permutation_list a = fresh.back();
    fresh.pop_back();
    for (const sparse_permutation& g : generators)
      if (const permutation_list b = composed(dense(g, n), a); out.insert(b).second) fresh.push_back(b);
  }
  return out;
}

}  // namespace ansatz::testing
