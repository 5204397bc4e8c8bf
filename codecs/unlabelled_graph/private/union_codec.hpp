#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstdint>
#include <optional>
#include <random_edge/numbered_graphs.hpp>
#include <random_edge/random_edge.hpp>
#include <tuple>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/graph_labels.hpp>
#include <unlabelled_graph/graph_union.hpp>
#include <unlabelled_graph/large_graph.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>
#include <utility>
#include <vector>

namespace ansatz::detail {

inline constexpr std::uint32_t ways = 16;  // of which most are free

/// A union of some number of graphs, one after another from the stack: which way, its size, the graph, whose
/// components are whose, labels.
class union_codec {
 public:
  struct symbol {
    graph_way way;
    graph_union graphs;
  };

  /// `size`: nodes and edges, where a file says them.
  union_codec(std::uint64_t graphs, std::optional<std::pair<std::uint32_t, std::uint64_t>> size,
              bool keep_order, bool node_labels, bool edge_labels)
      : graphs_{graphs},
        size_{size},
        keep_order_{keep_order},
        node_labels_{node_labels},
        edge_labels_{edge_labels} {}

 private:
  static auto way() { return labelled("way", uniform(ways)); }
  static auto number() { return labelled("sizes", log_uniform(33)); }
  component_owners_codec owners(std::uint64_t parts, graph_way way) const {
    return component_owners(parts, static_cast<std::uint32_t>(graphs_),
                            !comes_arranged(way) ? set_order::in_turn
                            : keep_order_        ? set_order::kept
                                                 : set_order::appearance);
  }

 public:
  /// Gives the graphs as a pop does.
  template <class S>
  graph_union push(S& s, symbol x) const {
    const graph bare = without_labels(x.graphs.all);
    graph_labels(bare, node_labels_, edge_labels_).push(s, x.graphs.all);
    if (graphs_ > 1 && x.way == graph_way::numbered) {
      numbered_graphs(graphs_, bare.nodes(), bare.edges())
          .push(s, separated({bare, x.graphs.owners}, graphs_));
      way().push(s, static_cast<std::uint32_t>(x.way));
      return std::move(x.graphs);
    }
    if (graphs_ > 1) owners(x.graphs.owners.size(), x.way).push(s, x.graphs.owners);
    if (x.way == graph_way::revealed) {
      const auto large = large_graph(bare.nodes(), bare.edges());
      const auto hubs = large_graph_codec::symbol_of(bare);
      large.push(s, hubs);
      x.graphs.all = large.given(hubs);
      x.graphs.owners.assign(components(x.graphs.all).size(), 0);
    } else {
      by_way(x.way, bare.nodes(), bare.edges(), [&](const auto& codec) { codec.push(s, bare); });
    }
    if (!size_) {
      number().push(s, bare.edges() + 1);
      number().push(s, bare.nodes() + std::uint64_t{1});
    }
    way().push(s, static_cast<std::uint32_t>(x.way));
    return std::move(x.graphs);
  }

  /// Of at most so many nodes and edges.
  template <class S>
  graph_union pop(S& s, std::uint64_t most_nodes, std::uint64_t most_edges) const {
    const std::uint32_t w = way().pop(s);
    if (w > static_cast<std::uint32_t>(graph_way::by_similar_rows))
      throw domain_error("unlabelled_graph: graphs coded in a way that is not known here");
    const auto by = static_cast<graph_way>(w);
    // Whose numbers are drawn while it is pushed: owners and labels, pushed before, could not know them.
    if (by == graph_way::revealed && (graphs_ > 1 || node_labels_ || edge_labels_))
      throw domain_error("unlabelled_graph: several graphs, or labels, where one is without");
    if (by == graph_way::numbered && graphs_ > 1)
      return with_labels(s, united(numbered_graphs(graphs_, most_nodes, most_edges).pop(s), by, true));
    std::uint64_t nodes = 0, edges = 0;
    if (size_) {
      std::tie(nodes, edges) = *size_;
    } else {
      nodes = number().pop(s) - 1;
      edges = number().pop(s) - 1;
      if (nodes > most_nodes || edges > most_edges)
        throw domain_error("unlabelled_graph: graphs are larger than the file says");
    }
    graph_union out;
    const auto n = static_cast<std::uint32_t>(nodes);
    if (by == graph_way::revealed)
      out.all = large_graph(n, edges).pop(s).numbered;
    else
      by_way(by, n, edges, [&](const auto& codec) { out.all = codec.pop(s); });
    const std::size_t parts = components(out.all).size();
    out.owners = graphs_ > 1 ? owners(parts, by).pop(s) : std::vector<std::uint32_t>(parts);
    return with_labels(s, std::move(out));
  }

 private:
  template <class S>
  graph_union with_labels(S& s, graph_union bare) const {
    if (node_labels_ || edge_labels_)
      bare.all = graph_labels(std::move(bare.all), node_labels_, edge_labels_).pop(s);
    return bare;
  }
  template <class Use>
  static void by_way(graph_way way, std::uint32_t nodes, std::uint64_t edges, const Use& use) {
    switch (way) {
      case graph_way::by_degree:
        return use(labelled("by degree", unlabelled_graph(nodes, edges)));
      case graph_way::by_similar_rows:
        return use(labelled("by similar rows", similar_rows_graph(nodes, edges)));
      case graph_way::by_breadth:
        return use(labelled("breadth first", breadth_first_graph(nodes, edges)));
      case graph_way::numbered:
        return use(random_edge(nodes, edges));
      case graph_way::revealed:
        return;  // by other symbols
    }
  }

  std::uint64_t graphs_;
  std::optional<std::pair<std::uint32_t, std::uint64_t>> size_;
  bool keep_order_, node_labels_, edge_labels_;
};

}  // namespace ansatz::detail
