#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/model/ranked_set.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ansatz {

/// Edges whose order, and which of whose ends comes first, are nobody's choice: bits back draw them. What a codec
/// of edges one by one has for a bag.
///
/// An encoder takes the edges of a graph out one after another, a decoder puts them in. The ledger has what
/// they draw under "order of edges": for m edges log2 m! + m bits.
class edge_order {
 public:
  edge_order() = default;  ///< without edges
  explicit edge_order(const graph& g) {
    std::vector<std::uint64_t> all;
    all.reserve(g.edges());
    for (const graph::edge e : g.all_edges()) all.push_back(key_of(e));
    edges_ = ranked_set{all};
  }

  std::size_t size() const { return edges_.size(); }

  /// Pops which of the edges is next, and which of its ends is first: {first, second}.
  template <class S>
  graph::edge take(S& s) {
    const std::uint64_t key = edges_.take(which(edges_.size()).pop(s));
    const graph::edge e{static_cast<std::uint32_t>(key >> 32), static_cast<std::uint32_t>(key)};
    return which(2).pop(s) == 0 ? e : graph::edge{e.to, e.from};
  }
  /// The inverse, for an edge that is not there yet: else throws `domain_error`.
  template <class S>
  void put(S& s, graph::edge e) {
    which(2).push(s, e.from > e.to ? 1 : 0);
    const auto [from, to] = std::minmax(e.from, e.to);
    const std::size_t rank = edges_.insert(key_of({from, to}));
    which(edges_.size()).push(s, static_cast<std::uint32_t>(rank));
  }

 private:
  static std::uint64_t key_of(graph::edge e) { return std::uint64_t{e.from} << 32 | e.to; }
  static labelled_codec<uniform_codec> which(std::size_t n) {
    return labelled("order of edges", uniform(static_cast<std::uint32_t>(n)));
  }

  ranked_set edges_;
};

}  // namespace ansatz
