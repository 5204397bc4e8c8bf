#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <pitman_yor/pitman_yor_urn.hpp>
#include <random_edge/edge_order.hpp>
#include <string_view>
#include <vector>

/// Graphs whose ends of edges are drawn by a Pitman-Yor process; see spec.md.
namespace ansatz {

/// A simple graph of n nodes and m edges without labels: the ends of edges drawn from a `pitman_yor_urn`, the
/// Hollywood model; and bits back over the order of the edges and of their ends. Degrees may have heavy
/// tails, where those of `random_edge` have not.
///
/// Does push pop? Yes. Does pop push? Yes, but for what no simple graph has: loops, repeats and more nodes
/// than n, which only a stack that no push gave holds, throw `domain_error`.
///
/// Rate: sum_(t < 2m) log2 (t + theta) - sum_(k < K) log2 ((theta + k d) / (n - k)) - sum_v sum_(0 < j < d_v)
/// log2 (j - d) - log2 m! - m, K being how many nodes have edges: the same for all numberings. Initial bits:
/// log2 m + 1. Time m log (n + m).
///
/// Crane, Dempsey 2018, Edge exchangeable models for interaction networks.
class pitman_yor_codec {
 public:
  using symbol_type = graph;

  pitman_yor_codec(std::uint32_t nodes, std::uint64_t edges, pitman_yor_parameters parameters)
      : nodes_{nodes}, edges_{edges}, parameters_{parameters} {
    if (nodes > 1u << 26 || edges > max_total / 4)
      throw domain_error("pitman_yor: at most 2^26 nodes and 2^29 edges");
    if (edges > pairs_of(nodes))
      throw domain_error("pitman_yor: more edges than a simple graph of so many nodes has");
    (void)pitman_yor_urn{0, 2 * edges, parameters};
  }

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.edges() != edges_)
      throw domain_error("pitman_yor: the graph's size is not the codec's");
    if (g.has_labels()) throw domain_error("pitman_yor: the graph has labels");
    pitman_yor_urn urn{nodes_, 2 * edges_, parameters_};
    for (const graph::edge e : g.all_edges()) urn.insert(e.from), urn.insert(e.to);
    for (edge_order left{g}; left.size() > 0;) {
      const auto [first, second] = left.take(s);
      for (const std::uint32_t v : {second, first}) {
        urn.erase(v);
        labelled("edges", end{&urn}).push(s, v);
      }
    }
  }
  template <class S>
  graph pop(S& s) const {
    pitman_yor_urn urn{nodes_, 2 * edges_, parameters_};
    edge_order sent;
    std::vector<graph::edge> edges;  // grows with what is there
    const auto next = [&] {
      const std::uint32_t v = labelled("edges", end{&urn}).pop(s);
      urn.insert(v);
      return v;
    };
    for (std::uint64_t i = 0; i < edges_; ++i) {
      const std::uint32_t first = next(), second = next();
      if (first == second) throw domain_error("pitman_yor: a loop");
      sent.put(s, {first, second});
      edges.push_back({first, second});
    }
    return {nodes_, edges};
  }

 private:
  struct end {
    using symbol_type = std::uint32_t;
    const pitman_yor_urn* urn;
    template <class S>
    void push(S& s, std::uint32_t v) const {
      urn->push(s, v);
    }
    template <class S>
    std::uint32_t pop(S& s) const {
      return urn->pop(s);
    }
  };

  std::uint32_t nodes_;
  std::uint64_t edges_;
  pitman_yor_parameters parameters_;
};

inline pitman_yor_codec pitman_yor(std::uint32_t nodes, std::uint64_t edges,
                                   pitman_yor_parameters parameters) {
  return {nodes, edges, parameters};
}

}  // namespace ansatz
