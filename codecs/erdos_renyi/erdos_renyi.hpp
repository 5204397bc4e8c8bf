#pragma once
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstdint>
#include <vector>

/// Graphs whose edges are there independently; see spec.md.
namespace ansatz {

/// Simple graphs of n nodes without labels, each pair of nodes joined with probability `edges` / `pairs`.
///
/// Rate: -log2 p a pair that is joined, -log2 (1 - p) any other. The same for all numberings of a graph:
/// the ordered codec of `shuffled` that loses nothing. Time quadratic in n. Throws `domain_error` for p = 0
/// or 1, for pairs above 2^31, for a graph with labels or of another number of nodes, and for one of more
/// than `limit` edges, which a damaged stream may ask for. Does push pop? No. Does pop push? No.
class erdos_renyi_codec {
 public:
  using symbol_type = graph;

  erdos_renyi_codec(std::uint32_t nodes, std::uint32_t edges, std::uint32_t pairs, std::uint64_t limit)
      : nodes_{nodes}, apart_{odds_of(edges, pairs)}, limit_{limit} {
    if (nodes > max_total) throw domain_error("erdos_renyi: at most 2^31 nodes");
  }

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.has_labels())
      throw domain_error("erdos_renyi: a graph with labels, or of another number of nodes");
    if (g.edges() > limit_) throw domain_error("erdos_renyi: more edges than the limit");
    for (std::uint32_t v = nodes_; v-- > 0;) {
      const auto row = g.larger(v);
      std::size_t left = row.size();
      for (std::uint32_t w = nodes_; --w > v;) {
        const bool edge = left > 0 && row[left - 1] == w;
        left -= edge ? 1 : 0;
        apart_.push(s, edge ? 0 : 1);
      }
    }
  }
  template <class S>
  graph pop(S& s) const {
    std::vector<graph::edge> edges;
    for (std::uint32_t v = 0; v < nodes_; ++v)
      for (std::uint32_t w = v + 1; w < nodes_; ++w) {
        if (apart_.pop(s) == 1) continue;
        if (edges.size() == limit_) throw domain_error("erdos_renyi: more edges than the limit");
        edges.push_back({v, w});
      }
    return {nodes_, edges};
  }

 private:
  static categorical_codec odds_of(std::uint32_t edges, std::uint32_t pairs) {
    if (edges == 0 || edges >= pairs)
      throw domain_error("erdos_renyi: edges must lie between 0 and pairs, both excluded");
    return categorical({edges, pairs - edges});
  }

  std::uint32_t nodes_;
  categorical_codec apart_;  // whether a pair is
  std::uint64_t limit_;
};

inline erdos_renyi_codec erdos_renyi(std::uint32_t nodes, std::uint32_t edges, std::uint32_t pairs,
                                     std::uint64_t limit = std::uint64_t{1} << 28) {
  return {nodes, edges, pairs, limit};
}

}  // namespace ansatz
