#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <cstdint>
#include <random_edge/edge_order.hpp>
#include <utility>
#include <vector>

/// Graphs with their numbering, by Polya's urn; see spec.md.
namespace ansatz {

/// A simple graph of n nodes and m edges, without labels: the ends of edges drawn from an urn that holds each
/// node once, and once more for each end that was drawn, so that nodes of many edges cost less; and bits back
/// over the order of the edges and of their ends, which do not matter.
///
/// Does push pop? Yes. Does pop push? Yes, but for what no simple graph has: loops and repeats, which only a
/// stack that no push gave holds, throw `domain_error`.
///
/// Rate: log2 (n (n + 1) ... (n + 2m - 1)) - sum_v log2 d_v! - log2 m! - m, d_v being degrees. Initial bits:
/// log2 m + 1. Time m log (n + m). Memory: some 16 bytes an edge and a node.
///
/// Severo, Townsend, Khisti, Makhzani 2023, Random edge coding (arXiv:2305.09705).
class random_edge_codec {
  static auto end_in(const fenwick_bag& urn) { return labelled("edges", drawn(urn)); }

 public:
  using symbol_type = graph;

  /// At most 2^26 nodes and 2^29 edges, as many as a simple graph has. Throws `domain_error`.
  random_edge_codec(std::uint32_t nodes, std::uint64_t edges) : nodes_{nodes}, edges_{edges} {
    if (nodes > most_nodes || edges > most_edges)
      throw domain_error("random_edge: at most 2^26 nodes and 2^29 edges");
    if (edges > pairs_of(nodes))
      throw domain_error("random_edge: more edges than a simple graph of so many nodes has");
  }

  static constexpr std::uint32_t most_nodes = std::uint32_t{1} << 26;
  static constexpr std::uint64_t most_edges = std::uint64_t{1} << 29;

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.edges() != edges_)
      throw domain_error("random_edge: the graph's size is not the codec's");
    if (g.has_labels()) throw domain_error("random_edge: the graph has labels");
    if (edges_ == 0) return;
    fenwick_bag urn = urn_of(degrees(g));
    for (edge_order left{g}; left.size() > 0;) {
      const auto [first, second] = left.take(s);
      for (const std::uint32_t v : {first, second}) {
        urn.erase(v);
        end_in(urn).push(s, v);
      }
    }
  }

  template <class S>
  graph pop(S& s) const {
    std::vector<graph::edge> edges;  // grows with what is there
    if (edges_ > 0) {
      fenwick_bag urn = urn_of(std::vector<std::uint32_t>(nodes_));
      edge_order sent;
      const auto end = [&] {
        const std::uint32_t v = end_in(urn).pop(s);
        urn.insert(v);
        return v;
      };
      for (std::uint64_t i = 0; i < edges_; ++i) {
        const std::uint32_t second = end(), first = end();
        if (first == second) throw domain_error("random_edge: a loop");
        sent.put(s, {first, second});
        edges.push_back({first, second});
      }
    }
    return {nodes_, edges};
  }

 private:
  static fenwick_bag urn_of(std::vector<std::uint32_t> drawn_before) {
    for (std::uint32_t& count : drawn_before) ++count;
    return fenwick_bag{std::move(drawn_before)};
  }
  std::uint32_t nodes_;
  std::uint64_t edges_;
};

inline random_edge_codec random_edge(std::uint32_t nodes, std::uint64_t edges) { return {nodes, edges}; }

}  // namespace ansatz
