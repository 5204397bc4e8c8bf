#pragma once
#include <rapidcheck.h>

#include <ansatz/graph/graph.hpp>
#include <ansatz/group/canonical_order.hpp>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <vector>

namespace ansatz {

/// Shows a counterexample.
inline std::ostream& operator<<(std::ostream& out, const graph& g) {
  for (const graph::edge e : g.all_edges()) out << e.from << '-' << e.to << ' ';
  return out << "of " << g.nodes();
}

}  // namespace ansatz

namespace ansatz::testing {

/// Graphs of n nodes without labels, each edge there with an even chance.
inline rc::Gen<graph> drawn_graphs(std::uint32_t n) {
  const std::size_t pairs = n == 0 ? 0 : std::size_t{n} * (n - 1) / 2;
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(pairs, rc::gen::inRange(0u, 2u)),
                      [n](const std::vector<std::uint32_t>& joined) {
                        std::vector<graph::edge> edges;
                        std::size_t at = 0;
                        for (std::uint32_t w = 1; w < n; ++w)
                          for (std::uint32_t v = 0; v < w; ++v)
                            if (joined[at++] == 1) edges.push_back({v, w});
                        return graph{n, edges};
                      });
}

/// The same in the order that a canoniser gives.
template <class Canonise>
rc::Gen<graph> in_order(rc::Gen<graph> graphs, Canonise canonise) {
  return rc::gen::map(std::move(graphs),
                      [canonise](const graph& g) { return relabelled(g, canonise(g).to); });
}

}  // namespace ansatz::testing
