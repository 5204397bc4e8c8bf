#pragma once
#include <ansatz/graph/unnumbered_graph.hpp>
#include <cstdint>
#include <ostream>
#include <utility>

#include "graph/drawn_graphs.hpp"

namespace ansatz {

inline std::ostream& operator<<(std::ostream& out, const unnumbered_graph& x) {
  return out << x.numbered << ", of which " << x.kept << " are kept";
}

}  // namespace ansatz

namespace ansatz::testing {

/// Graphs without their numbering, but for that of their last nodes.
inline rc::Gen<unnumbered_graph> unnumbered(rc::Gen<graph> graphs, std::uint32_t kept = 0) {
  return rc::gen::map(std::move(graphs), [kept](const graph& g) { return unnumbered_graph{g, kept}; });
}

/// The same graphs, with labels below three: of nodes by their numbers' bits, of edges by what is joined.
inline rc::Gen<graph> with_labels(rc::Gen<graph> graphs, bool nodes, bool edges) {
  return rc::gen::map(
      rc::gen::pair(std::move(graphs), rc::gen::arbitrary<std::uint32_t>()),
      [nodes, edges](const std::pair<graph, std::uint32_t>& drawn) {
        const auto& [g, seed] = drawn;
        std::uint32_t state = seed;
        const auto next = [&] { return (state = state * 1664525 + 1013904223) >> 16; };
        std::vector<std::uint32_t> of_nodes(nodes ? g.nodes() : 0), of_edges(edges ? g.edges() : 0);
        for (std::uint32_t& label : of_nodes) label = next() % 3;
        for (std::uint32_t& label : of_edges) label = next() % 3;
        const auto range = g.all_edges();
        return graph{g.nodes(), std::vector<graph::edge>(range.begin(), range.end()), of_nodes, of_edges};
      });
}

}  // namespace ansatz::testing
