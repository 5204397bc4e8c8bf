#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::testing {

/// So many graphs, each ring of some nodes with chords, with labels if asked for.
inline graph_set some_rings(std::uint32_t count, bool labels) {
  graph_set out;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t n = 3 + i * 7 % 11;
    std::vector<graph::edge> edges;
    std::vector<std::uint32_t> node_labels, edge_labels;
    for (std::uint32_t v = 0; v < n; ++v) edges.push_back({v, (v + 1) % n});
    for (std::uint32_t v = 3; v + 1 < n; v += 2) edges.push_back({0, v});
    for (std::uint32_t v = 0; labels && v < n; ++v) node_labels.push_back(v * v % 5 + 1000000 * (v % 2));
    for (std::uint32_t e = 0; labels && e < edges.size(); ++e) edge_labels.push_back(e % 3);
    out.emplace_back(n, edges, node_labels, edge_labels);
  }
  return out;
}

}  // namespace ansatz::testing
