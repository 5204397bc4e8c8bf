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

/// The order of words. What std has for it is wrong for vectors of whole numbers where bytes are big-endian, in the
/// library of g++ 12 (its bug 113960).
struct word_order {
  bool operator()(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b) const {
    const auto [i, j] = std::ranges::mismatch(a, b);
    return j != b.end() && (i == a.end() || *i < *j);
  }
};

using permutation_set = std::set<permutation_list, word_order>;

/// All elements of the group that permutations generate, one after another.
inline permutation_set generated(std::size_t n, std::span<const sparse_permutation> generators) {
  permutation_set out{identity_permutation(n)};
  for (std::vector<permutation_list> fresh{identity_permutation(n)}; !fresh.empty();) {
    const permutation_list a = fresh.back();
    fresh.pop_back();
    for (const sparse_permutation& g : generators)
      if (const permutation_list b = composed(dense(g, n), a); out.insert(b).second) fresh.push_back(b);
  }
  return out;
}

}  // namespace ansatz::testing
