#pragma once
#include <rapidcheck.h>

#include <ansatz/graph/graph.hpp>
#include <ansatz/group/canonical_order.hpp>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <utility>
#include <vector>

namespace ansatz {

/// Shows a counterexample, to RapidCheck and to GoogleTest.
inline std::ostream& operator<<(std::ostream& out, const graph& g) {
  for (const graph::edge e : g.all_edges()) out << e.from << '-' << e.to << ' ';
  return out << "of " << g.nodes();
}

}  // namespace ansatz

/// Graphs without labels, to draw.
namespace ansatz::testing {

/// All that may be edges of n nodes.
inline std::vector<graph::edge> pairs_of(std::uint32_t n) {
  std::vector<graph::edge> out;
  for (std::uint32_t w = 1; w < n; ++w)
    for (std::uint32_t v = 0; v < w; ++v) out.push_back({v, w});
  return out;
}

/// Graphs of n nodes, each edge there with an even chance.
inline rc::Gen<graph> drawn_graphs(std::uint32_t n) {
  const std::vector<graph::edge> pairs = pairs_of(n);
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(pairs.size(), rc::gen::inRange(0u, 2u)),
                      [n, pairs](const std::vector<std::uint32_t>& joined) {
                        std::vector<graph::edge> edges;
                        for (std::size_t i = 0; i < pairs.size(); ++i)
                          if (joined[i] == 1) edges.push_back(pairs[i]);
                        return graph{n, edges};
                      });
}

/// Graphs of n nodes and m edges, as many as there are pairs at most: each edge is one of the pairs left.
inline rc::Gen<graph> graphs_of(std::uint32_t n, std::size_t m) {
  return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(m, rc::gen::arbitrary<std::uint32_t>()),
                      [n](const std::vector<std::uint32_t>& choices) {
                        std::vector<graph::edge> left = pairs_of(n), edges;
                        for (const std::uint32_t c : choices) {
                          std::swap(left[c % left.size()], left.back());
                          edges.push_back(left.back());
                          left.pop_back();
                        }
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
