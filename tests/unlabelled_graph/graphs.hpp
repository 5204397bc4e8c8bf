#pragma once
#include <rapidcheck.h>

#include <cstdint>
#include <ostream>
#include <unlabelled_graph/unlabelled_graph.hpp>
#include <vector>

namespace ansatz {

/// For RapidCheck's messages.
inline void showValue(const graph& g, std::ostream& out) {
  out << g.nodes() << " nodes:";
  for (const auto [v, w] : g.all_edges()) out << " " << v << "-" << w;
}

namespace testing {

/// Arranged graphs of so many nodes and edges: edge i is the i-th of the pairs that are left.
inline rc::Gen<graph> arranged_graphs(std::uint32_t nodes, std::size_t edges) {
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
        return arranged(graph{nodes, out});
      });
}

}  // namespace testing
}  // namespace ansatz
