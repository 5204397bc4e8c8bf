#pragma once
#include <rapidcheck.h>

#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <ostream>
#include <vector>

namespace ansatz {

/// For RapidCheck's messages.
inline void showValue(const graph& g, std::ostream& out) {
  out << g.nodes() << " nodes:";
  for (const auto [v, w] : g.all_edges()) out << " " << v << "-" << w;
}

namespace testing {

/// Graphs of so many nodes and edges: edge i is the i-th of the pairs that are left.
inline rc::Gen<graph> graphs_of(std::uint32_t nodes, std::size_t edges) {
  return rc::gen::map(
      rc::gen::container<std::vector<std::uint32_t>>(edges, rc::gen::arbitrary<std::uint32_t>()),
      [nodes](const std::vector<std::uint32_t>& choices) {
        std::vector<graph::edge> left, out;
        for (std::uint32_t v = 0; v < nodes; ++v)
          for (std::uint32_t w = v + 1; w < nodes; ++w) left.push_back({v, w});
        for (const std::uint32_t c : choices) {
          const std::size_t i = c % left.size();
          out.push_back(left[i]);
          left[i] = left.back();
          left.pop_back();
        }
        return graph{nodes, out};
      });
}

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

}  // namespace testing
}  // namespace ansatz
