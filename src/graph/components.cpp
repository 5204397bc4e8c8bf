#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <utility>

#include "group/disjoint_sets.hpp"

namespace ansatz {
namespace {

constexpr std::uint32_t nowhere = UINT32_MAX;

}  // namespace

std::vector<std::vector<std::uint32_t>> components(const graph& g) {
  disjoint_sets sets{g.nodes()};
  for (const graph::edge e : g.all_edges()) sets.join(e.from, e.to);
  std::vector<std::vector<std::uint32_t>> out;
  std::vector<std::uint32_t> number(g.nodes(), nowhere);  // of a root
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    std::uint32_t& own = number[sets.find(v)];
    if (own == nowhere) {
      own = static_cast<std::uint32_t>(out.size());
      out.emplace_back();
    }
    out[own].push_back(v);
  }
  return out;
}

graph induced(const graph& g, std::span<const std::uint32_t> nodes, std::vector<std::uint32_t>& place) {
  bool sound = place.size() == g.nodes();
  std::size_t placed = 0;
  for (; sound && placed < nodes.size(); ++placed) {
    const std::uint32_t v = nodes[placed];
    if (v >= g.nodes() || place[v] != nowhere) {
      sound = false;
      break;
    }
    place[v] = static_cast<std::uint32_t>(placed);
  }
  std::vector<graph::edge> edges;
  std::vector<std::uint32_t> node_labels, edge_labels;
  for (std::uint32_t i = 0; sound && i < nodes.size(); ++i) {
    const std::uint32_t v = nodes[i];
    if (!g.node_labels().empty()) node_labels.push_back(g.node_labels()[v]);
    const auto row = g.larger(v), labels = g.larger_labels(v);
    for (std::size_t k = 0; k < row.size(); ++k) {
      if (place[row[k]] == nowhere) continue;
      edges.push_back({i, place[row[k]]});
      if (!labels.empty()) edge_labels.push_back(labels[k]);
    }
  }
  for (std::size_t i = 0; i < placed; ++i) place[nodes[i]] = nowhere;
  if (!sound) throw domain_error("induced: nodes of the graph are given, each once, and a place for each");
  return {static_cast<std::uint32_t>(nodes.size()), edges, std::move(node_labels), edge_labels};
}

graph induced(const graph& g, std::span<const std::uint32_t> nodes) {
  std::vector<std::uint32_t> place(g.nodes(), nowhere);
  return induced(g, nodes, place);
}

graph disjoint_union(std::span<const graph> graphs) {
  std::uint64_t nodes = 0;
  std::vector<graph::edge> edges;
  std::vector<std::uint32_t> node_labels, edge_labels;
  for (const graph& g : graphs) {
    const auto before = static_cast<std::uint32_t>(nodes);
    nodes += g.nodes();
    if (nodes > UINT32_MAX) throw domain_error("disjoint_union: 2^32 nodes and more");
    for (const auto [v, w] : g.all_edges()) edges.push_back({before + v, before + w});
    node_labels.insert(node_labels.end(), g.node_labels().begin(), g.node_labels().end());
    edge_labels.insert(edge_labels.end(), g.edge_labels().begin(), g.edge_labels().end());
  }
  if (node_labels.size() != nodes) node_labels.clear();
  if (edge_labels.size() != edges.size()) edge_labels.clear();
  return {static_cast<std::uint32_t>(nodes), edges, std::move(node_labels), edge_labels};
}

}  // namespace ansatz
