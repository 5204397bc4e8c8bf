#include "graph/twins.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <span>
#include <utility>

namespace ansatz {
namespace {

using node_list = std::span<const std::uint32_t>;

std::strong_ordering compared(node_list a, node_list b) {
  const auto [i, j] = std::ranges::mismatch(a, b);
  if (i != a.end() && j != b.end()) return *i <=> *j;
  return a.size() <=> b.size();
}

/// Swaps of neighbours in the order of nodes, where they are equal.
template <class Compare>
void add_swaps(std::vector<sparse_permutation>& out, std::uint32_t n, Compare compare) {
  permutation_list nodes = identity_permutation(n);
  std::ranges::sort(nodes, [&](std::uint32_t v, std::uint32_t w) {
    const auto c = compare(v, w);
    return c < 0 || (c == 0 && v < w);
  });
  for (std::size_t i = 1; i < nodes.size(); ++i)
    if (const std::uint32_t v = nodes[i - 1], w = nodes[i]; compare(v, w) == 0)
      out.push_back({{v, w}, {w, v}});
}

}  // namespace

std::vector<sparse_permutation> twin_swaps(const graph& g) {
  const neighbourhoods around{g};
  const auto by_labels = [&g](std::uint32_t v, std::uint32_t w) {
    const auto label = [&g](std::uint32_t x) { return g.node_labels().empty() ? 0 : g.node_labels()[x]; };
    return label(v) <=> label(w);
  };
  std::vector<sparse_permutation> out;
  add_swaps(out, g.nodes(), [&](std::uint32_t v, std::uint32_t w) {
    if (const auto c = by_labels(v, w); c != 0) return c;
    if (const auto c = compared(around.of(v), around.of(w)); c != 0) return c;
    return compared(around.labels_of(v), around.labels_of(w));
  });
  if (!g.edge_labels().empty()) return out;
  std::vector<std::vector<std::uint32_t>> closed(g.nodes());
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    closed[v].assign(around.of(v).begin(), around.of(v).end());
    closed[v].insert(std::ranges::lower_bound(closed[v], v), v);
  }
  add_swaps(out, g.nodes(), [&](std::uint32_t v, std::uint32_t w) {
    if (const auto c = by_labels(v, w); c != 0) return c;
    return compared(closed[v], closed[w]);
  });
  return out;
}

}  // namespace ansatz
