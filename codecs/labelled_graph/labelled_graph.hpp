#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/graph/graph_prefix.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

/// Graphs with labels of nodes and edges; see spec.md.
namespace ansatz {

/// A graph with labels of the kinds given, each label by a codec for itself, the graph without them by
/// `plain`.
///
/// Does push pop? Where `plain` or a label's codec does. Does pop push? The same.
///
/// Rate: that of `plain`, of a label a node under "node labels", and of a label an edge under "edge labels".
/// The same for all numberings where that of `plain` is. Throws `domain_error` for a graph with labels of
/// other kinds.
template <class Plain, class NodeLabel, class EdgeLabel>
struct labelled_graph_codec {
  static_assert(is_codec<Plain>() && std::same_as<symbol_t<Plain>, graph>,
                "labelled_graph: the first argument must be a codec of graphs");
  static_assert(is_codec<NodeLabel>() && std::same_as<symbol_t<NodeLabel>, std::uint32_t> &&
                    is_codec<EdgeLabel>() && std::same_as<symbol_t<EdgeLabel>, std::uint32_t>,
                "labelled_graph: labels must be coded as std::uint32_t");
  using symbol_type = graph;

  Plain plain;
  NodeLabel node_label;
  EdgeLabel edge_label;
  label_kinds kinds;

  template <class S>
  void push(S& s, const graph& g) const {
    // A graph without nodes or edges has their labels all the same.
    if (g.node_labels().size() != (kinds.nodes ? g.nodes() : 0) ||
        g.edge_labels().size() != (kinds.edges ? g.edges() : 0))
      throw domain_error("labelled_graph: the labels of the graph are not of the codec's kinds");
    push_all(s, labelled("edge labels", edge_label), g.edge_labels());
    push_all(s, labelled("node labels", node_label), g.node_labels());
    plain.push(s, without_labels(g));
  }
  template <class S>
  graph pop(S& s) const {
    const graph g = plain.pop(s);
    std::vector<std::uint32_t> nodes =
        pop_all(s, labelled("node labels", node_label), kinds.nodes ? g.nodes() : 0);
    const std::vector<std::uint32_t> labels =
        pop_all(s, labelled("edge labels", edge_label), kinds.edges ? g.edges() : 0);
    const auto range = g.all_edges();
    return {g.nodes(), std::vector<graph::edge>(range.begin(), range.end()), std::move(nodes), labels};
  }

 private:
  template <class S, class Label>
  static void push_all(S& s, const Label& label, std::span<const std::uint32_t> labels) {
    for (std::size_t i = labels.size(); i-- > 0;) label.push(s, labels[i]);
  }
  template <class S, class Label>
  static std::vector<std::uint32_t> pop_all(S& s, const Label& label, std::uint64_t n) {
    std::vector<std::uint32_t> labels;
    for (std::uint64_t i = 0; i < n; ++i) labels.push_back(label.pop(s));
    return labels;
  }
};

/// Where there are no labels of a kind, its codec is not used.
template <class Plain, class NodeLabel, class EdgeLabel>
auto labelled_graph(Plain plain, NodeLabel node_label, EdgeLabel edge_label,
                    label_kinds kinds = {true, true}) {
  return labelled_graph_codec<Plain, NodeLabel, EdgeLabel>{std::move(plain), std::move(node_label),
                                                           std::move(edge_label), kinds};
}

}  // namespace ansatz
