#include <ansatz/graph/refined_order.hpp>
#include <cstddef>
#include <span>
#include <utility>

#include "graph/mixed.hpp"

namespace ansatz {

std::vector<std::uint64_t> refined_hashes(const graph& g, unsigned rounds) {
  const neighbourhoods around{g};
  std::vector<std::uint64_t> hashes(g.nodes()), next(g.nodes());
  for (std::uint32_t v = 0; v < g.nodes(); ++v)
    hashes[v] = mixed(around.degree(v), g.node_labels().empty() ? 0 : g.node_labels()[v] + std::uint64_t{1});
  for (; rounds > 0; --rounds) {
    for (std::uint32_t v = 0; v < g.nodes(); ++v) {
      // A sum does not depend on the order of its terms, each of them a hash.
      std::uint64_t sum = 0;
      const auto neighbours = around.of(v), labels = around.labels_of(v);
      for (std::size_t i = 0; i < neighbours.size(); ++i)
        sum += mixed(hashes[neighbours[i]], labels.empty() ? 0 : labels[i] + std::uint64_t{1});
      next[v] = mixed(hashes[v], sum);
    }
    std::swap(hashes, next);
  }
  return hashes;
}

canonical_order refined_order::operator()(const graph& g) const {
  const std::vector<std::uint64_t> hashes = refined_hashes(g, rounds);
  return order_by(std::span<const std::uint64_t>{hashes});
}

}  // namespace ansatz
