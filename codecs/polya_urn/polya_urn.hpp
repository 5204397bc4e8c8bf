#pragma once
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>
#include <polya_urn/urn.hpp>
#include <random_edge/edge_order.hpp>
#include <vector>

/// Graphs whose ends of edges are drawn from an urn that gets each back with one more; see spec.md.
namespace ansatz {

/// A simple graph of n nodes and m edges without labels, by an urn without loops and redraws: the first end
/// of an edge is drawn from all nodes that are not joined to all others yet, in proportion to `bias` and
/// the edges they have, the second from those that are not joined to the first. Bits back over the order of
/// the edges and which end comes first.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Rate: -log2 p of the ends in the order that was popped, - log2 m! - m. What an end costs depends on the
/// edges before it, if little: the model is not exchangeable, and orders of nodes or edges differ. Nothing
/// is spent on what a simple graph has not: `random_edge` spends it, and is exchangeable. Initial bits:
/// log2 m + 1. Time: for each edge the neighbours of an end, times log n. Throws `domain_error` for graphs
/// with labels or of other numbers of nodes or edges.
class polya_urn_codec {
 public:
  using symbol_type = graph;

  polya_urn_codec(std::uint32_t nodes, std::uint64_t edges, std::uint32_t bias)
      : nodes_{nodes}, edges_{edges}, bias_{bias} {
    if (nodes > 1u << 26 || edges > max_total / 2 || std::uint64_t{nodes} * bias + 2 * edges > max_total)
      throw domain_error("polya_urn: at most 2^26 nodes, and an urn of at most 2^31");
    if (bias == 0) throw domain_error("polya_urn: each node is in the urn at least once");
    if (edges > pairs_of(nodes))
      throw domain_error("polya_urn: more edges than a simple graph of so many nodes has");
  }

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.edges() != edges_)
      throw domain_error("polya_urn: the graph's size is not the codec's");
    if (g.has_labels()) throw domain_error("polya_urn: the graph has labels");
    urn all{nodes_, bias_};
    for (const graph::edge e : g.all_edges()) all.join(e.from, e.to);
    for (edge_order left{g}; left.size() > 0;) {
      const auto [first, second] = left.take(s);
      all.part(first, second);
      {
        const urn::without_neighbours others{all, first};
        modelled(all.drawn()).push(s, second);
      }
      modelled(all.drawn()).push(s, first);
    }
  }

  template <class S>
  graph pop(S& s) const {
    urn all{nodes_, bias_};
    std::vector<graph::edge> edges;
    edge_order sent;
    for (std::uint64_t i = 0; i < edges_; ++i) {
      const std::uint32_t first = modelled(all.drawn()).pop(s);
      const std::uint32_t second = [&] {
        const urn::without_neighbours others{all, first};
        return modelled(all.drawn()).pop(s);
      }();
      all.join(first, second);
      sent.put(s, {first, second});
      edges.push_back({first, second});
    }
    return {nodes_, edges};
  }

 private:
  std::uint32_t nodes_;
  std::uint64_t edges_;
  std::uint32_t bias_;
};

inline polya_urn_codec polya_urn(std::uint32_t nodes, std::uint64_t edges, std::uint32_t bias = 1) {
  return {nodes, edges, bias};
}

}  // namespace ansatz
