#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph_prefix.hpp>
#include <cstddef>
#include <numeric>

namespace ansatz {
namespace {

constexpr std::uint32_t most_nodes = std::uint32_t{1} << 26;
constexpr std::uint64_t most_edges = std::uint64_t{1} << 30;

std::uint32_t checked(std::uint32_t nodes, std::uint32_t kept) {
  if (nodes > most_nodes) throw domain_error("graph_prefix: more than 2^26 nodes");
  if (kept > nodes) throw domain_error("graph_prefix: more nodes are kept than there are");
  return nodes;
}

}  // namespace

graph_prefix::graph_prefix(std::uint32_t nodes, std::uint32_t kept, label_kinds labels)
    : rows_(checked(nodes, kept)),
      node_labels_(nodes),
      place_(nodes),
      ends_(nodes),
      urn_{std::vector<std::uint32_t>(nodes, 1)},
      labels_{labels},
      kept_{kept} {
  std::iota(place_.begin(), place_.end(), 0u);
}

graph_prefix::graph_prefix(const unnumbered_graph& x)
    : rows_(checked(x.numbered.nodes(), x.kept)),
      node_labels_(x.numbered.node_labels().begin(), x.numbered.node_labels().end()),
      place_(rows_.size(), nowhere),
      ends_(rows_.size()),
      urn_{rows_.size()},
      labels_{!x.numbered.node_labels().empty(), !x.numbered.edge_labels().empty()},
      known_{x.numbered.nodes()},
      kept_{x.kept},
      edges_{x.numbered.edges()} {
  if (edges_ > most_edges) throw domain_error("graph_prefix: more than 2^30 edges");
  node_labels_.resize(rows_.size());
  const neighbourhoods around{x.numbered};
  for (std::uint32_t v = 0; v < size(); ++v) {
    const auto neighbours = around.of(v), labels = around.labels_of(v);
    rows_[v].reserve(neighbours.size());
    for (std::size_t i = 0; i < neighbours.size(); ++i)
      rows_[v].push_back({neighbours[i], labels.empty() ? 0 : labels[i]});
  }
}

graph_prefix graph_prefix::knowing(const unnumbered_graph& x) const {
  graph_prefix p{x};
  if (p.size() != size() || p.kept_ != kept_)
    throw domain_error("graph_prefix: the graph has another number of nodes, or of kept ones");
  if ((p.size() > 0 && p.labels_.nodes != labels_.nodes) ||
      (p.edges_ > 0 && p.labels_.edges != labels_.edges))
    throw domain_error("graph_prefix: the graph has labels of other kinds");
  p.labels_ = labels_;
  return p;
}

graph_slice graph_prefix::hide(std::uint32_t node) {
  if (node >= size() || !is_known(node))
    throw domain_error("graph_prefix: a node that is not known is hidden");
  const std::uint32_t place = --known_;
  std::vector<neighbour> hidden;
  for (const neighbour& w : rows_[node])
    if (is_known(w.node)) {
      ++ends_[place];
    } else {
      hidden.push_back({place_[w.node], w.label});
      --ends_[place_[w.node]];
      urn_.add(place_[w.node], 0u - 1);
    }
  place_[node] = place;
  urn_.add(place, ends_[place] + 1);
  edges_ -= hidden.size();
  std::ranges::sort(hidden, {}, &neighbour::node);
  graph_slice slice{.node_label = node_labels_[node]};
  for (const neighbour& w : hidden) slice.neighbours.push_back(w.node);
  if (labels_.edges)
    for (const neighbour& w : hidden) slice.edge_labels.push_back(w.label);
  return slice;
}

void graph_prefix::reveal(const graph_slice& slice) {
  const std::uint32_t node = known_;
  if (node == size() || place_[node] != node)
    throw domain_error("graph_prefix: there is no node to be revealed");
  for (std::size_t i = 0; i < slice.neighbours.size(); ++i)
    if (slice.neighbours[i] >= size() || slice.neighbours[i] <= (i == 0 ? node : slice.neighbours[i - 1]))
      throw domain_error("graph_prefix: the neighbours of a slice must be hidden, and ascend");
  if (slice.edge_labels.size() != (labels_.edges ? slice.neighbours.size() : 0) ||
      (!labels_.nodes && slice.node_label != 0))
    throw domain_error("graph_prefix: the labels of a slice are not those of the graph");
  if (edges_ + slice.neighbours.size() > most_edges) throw domain_error("graph_prefix: more than 2^30 edges");
  put_aside(node);
  place_[node] = nowhere;
  ++known_;
  node_labels_[node] = slice.node_label;
  for (std::size_t i = 0; i < slice.neighbours.size(); ++i) {
    const std::uint32_t w = slice.neighbours[i], label = labels_.edges ? slice.edge_labels[i] : 0;
    rows_[node].push_back({w, label});
    rows_[w].push_back({node, label});
    ++ends_[w];
    urn_.add(w, 1);
  }
  edges_ += slice.neighbours.size();
}

unnumbered_graph graph_prefix::symbol() const {
  if (known_ != size()) throw domain_error("graph_prefix: nodes are hidden still");
  std::vector<graph::edge> edges;
  std::vector<std::uint32_t> labels;
  for (std::uint32_t v = 0; v < size(); ++v)
    for (const neighbour& w : rows_[v])
      if (v < w.node) {
        edges.push_back({v, w.node});
        if (labels_.edges) labels.push_back(w.label);
      }
  return {{size(), edges, labels_.nodes ? node_labels_ : std::vector<std::uint32_t>{}, labels}, kept_};
}

}  // namespace ansatz
