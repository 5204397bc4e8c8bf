#pragma once
#include <rapidcheck.h>

#include <algorithm>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/group/canonical_order.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <tuple>
#include <utility>
#include <vector>

/// Graphs so small that their canonical form is the least of all n! labellings.
namespace ansatz::testing {

struct tiny_graph {
  std::uint32_t nodes = 0, edges = 0;  // a bit a pair, (0, 1), (0, 2), (1, 2), (0, 3), ...

  static std::uint32_t pair(std::uint32_t i, std::uint32_t j) {
    return i < j ? j * (j - 1) / 2 + i : i * (i - 1) / 2 + j;
  }
  bool edge(std::uint32_t i, std::uint32_t j) const { return (edges >> pair(i, j) & 1) != 0; }
  friend auto operator<=>(const tiny_graph&, const tiny_graph&) = default;
  friend std::ostream& operator<<(std::ostream& out, const tiny_graph& g) {
    for (std::uint32_t j = 1; j < g.nodes; ++j)
      for (std::uint32_t i = 0; i < j; ++i)
        if (g.edge(i, j)) out << i << '-' << j << ' ';
    return out << "of " << g.nodes;
  }
};

inline tiny_graph relabelled(const tiny_graph& g, const permutation_list& p) {
  tiny_graph out{g.nodes, 0};
  for (std::uint32_t j = 1; j < g.nodes; ++j)
    for (std::uint32_t i = 0; i < j; ++i)
      if (g.edge(i, j)) out.edges |= std::uint32_t{1} << tiny_graph::pair(p[i], p[j]);
  return out;
}

inline std::vector<permutation_list> automorphisms(const tiny_graph& g) {
  std::vector<permutation_list> out;
  permutation_list p = identity_permutation(g.nodes);
  do {
    if (relabelled(g, p) == g) out.push_back(p);
  } while (std::ranges::next_permutation(p).found);
  return out;
}

struct by_brute_force {
  canonical_order operator()(const tiny_graph& g) const {
    canonical_order out{identity_permutation(g.nodes), {}};
    tiny_graph least = g;
    permutation_list p = out.to;
    do {
      const tiny_graph other = relabelled(g, p);
      if (other < least) least = other, out.to = p;
      if (other == g) out.symmetries.push_back(sparse(p));
    } while (std::ranges::next_permutation(p).found);
    return out;
  }
};

/// Each edge is there or not, alike: exchangeable.
inline auto tiny_graphs(std::uint32_t n) {
  return mapped(
      repeat(std::size_t{n} * (n - 1) / 2, bernoulli(2, 2)),
      [n](const std::vector<std::uint8_t>& pairs) {
        tiny_graph g{n, 0};
        for (std::size_t i = 0; i < pairs.size(); ++i) g.edges |= std::uint32_t{pairs[i]} << i;
        return g;
      },
      [](const tiny_graph& g) {
        std::vector<std::uint8_t> pairs(std::size_t{g.nodes} * (g.nodes - 1) / 2);
        for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = g.edges >> i & 1;
        return pairs;
      });
}

inline auto labelled_graphs(std::uint32_t n) {
  return rc::gen::map(rc::gen::inRange(0u, 1u << (n * (n - 1) / 2)),
                      [n](std::uint32_t edges) { return tiny_graph{n, edges}; });
}
inline auto unlabelled(std::uint32_t n) {
  return rc::gen::map(labelled_graphs(n),
                      [](const tiny_graph& g) { return relabelled(g, by_brute_force{}(g).to); });
}

}  // namespace ansatz::testing
