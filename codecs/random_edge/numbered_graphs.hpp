#pragma once
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <numeric>
#include <random_edge/counted_numbers.hpp>
#include <random_edge/random_edge.hpp>
#include <vector>

namespace ansatz {

/// So many graphs without labels, with their numbering: how many nodes each has, how many edges, both by
/// `counted_numbers`, and then each by `random_edge`. All together have at most so many nodes and edges.
///
/// Does push pop? Yes. Does pop push? Yes. Graphs of another number, or with more of either, throw
/// `domain_error`, and so do sizes that a damaged stream asks for, before any graph is popped.
class numbered_graphs_codec {
 public:
  using symbol_type = graph_set;

  numbered_graphs_codec(std::uint64_t graphs, std::uint64_t most_nodes, std::uint64_t most_edges)
      : graphs_{graphs}, most_nodes_{most_nodes}, most_edges_{most_edges} {}

 private:
  auto sizes() const { return counted_numbers(graphs_, "sizes"); }

 public:
  template <class S>
  void push(S& s, const graph_set& x) const {
    if (x.size() != graphs_) throw domain_error("numbered_graphs: another number of graphs");
    std::vector<std::uint32_t> nodes, edges;
    for (const graph& g : x) {
      nodes.push_back(g.nodes());
      edges.push_back(static_cast<std::uint32_t>(g.edges()));
    }
    expect_room(nodes, edges);
    for (std::size_t i = x.size(); i-- > 0;) random_edge(nodes[i], edges[i]).push(s, x[i]);
    sizes().push(s, edges);
    sizes().push(s, nodes);
  }
  template <class S>
  graph_set pop(S& s) const {
    const std::vector<std::uint32_t> nodes = sizes().pop(s), edges = sizes().pop(s);
    expect_room(nodes, edges);
    graph_set out;
    for (std::size_t i = 0; i < nodes.size(); ++i) out.push_back(random_edge(nodes[i], edges[i]).pop(s));
    return out;
  }

 private:
  void expect_room(const std::vector<std::uint32_t>& nodes, const std::vector<std::uint32_t>& edges) const {
    const auto sum = [](const std::vector<std::uint32_t>& all) {
      return std::accumulate(all.begin(), all.end(), std::uint64_t{0});
    };
    if (sum(nodes) > most_nodes_ || sum(edges) > most_edges_)
      throw domain_error("numbered_graphs: graphs are larger than they may be");
  }

  std::uint64_t graphs_, most_nodes_, most_edges_;
};

inline numbered_graphs_codec numbered_graphs(std::uint64_t graphs, std::uint64_t most_nodes,
                                             std::uint64_t most_edges) {
  return {graphs, most_nodes, most_edges};
}

}  // namespace ansatz
