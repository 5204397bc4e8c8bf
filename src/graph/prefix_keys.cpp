#include <algorithm>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <cstddef>
#include <span>
#include <utility>

#include "graph/mixed.hpp"
#include "graph/told_apart.hpp"
#include "group/disjoint_sets.hpp"

namespace ansatz {

std::vector<std::uint64_t> prefix_orbits::operator()(const graph_prefix& p) const {
  // The known nodes and the hidden ones that are their neighbours: the others have no edges, and say nothing.
  std::vector<std::uint32_t> name(p.size(), common), nodes, apart, labels, edge_labels;
  const auto named = [&](std::uint32_t v) {
    if (name[v] == common) {
      name[v] = static_cast<std::uint32_t>(nodes.size());
      nodes.push_back(v);
    }
    return name[v];
  };
  for (std::uint32_t v = 0; v < p.size(); ++v)
    if (p.is_known(v)) named(v);
  const std::size_t known = nodes.size();
  std::vector<graph::edge> edges;
  for (std::size_t i = 0; i < known; ++i)
    for (const graph_prefix::neighbour& w : p.around(nodes[i]))
      if (!p.is_known(w.node) || nodes[i] < w.node) {
        edges.push_back({static_cast<std::uint32_t>(i), named(w.node)});
        if (p.labels().edges) edge_labels.push_back(w.label);
      }
  for (const std::uint32_t v : nodes) {
    // Descending, so that places stay small where few nodes are hidden.
    apart.push_back(p.is_known(v) ? common : p.size() - 1 - p.place(v));
    labels.push_back(p.is_known(v) ? p.node_label(v) : 0);
  }
  const graph part{static_cast<std::uint32_t>(nodes.size()), edges, told_apart(labels, apart), edge_labels};
  const canonical_order order = isomorphism_order{}(part);
  disjoint_sets orbits{nodes.size()};
  for (const sparse_permutation& a : order.symmetries)
    for (const moved_point& m : a) orbits.join(m.from, m.to);
  std::vector<std::uint32_t> least(nodes.size(), common);
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    std::uint32_t& key = least[orbits.find(i)];
    key = std::min(key, order.to[i]);
  }
  std::vector<std::uint64_t> keys(p.size());
  for (std::uint32_t i = 0; i < known; ++i) keys[nodes[i]] = least[orbits.find(i)];
  return keys;
}

std::vector<std::uint64_t> prefix_hashes::operator()(const graph_prefix& p) const {
  std::vector<std::uint64_t> hashes(p.size());
  std::vector<std::uint32_t> known;
  for (std::uint32_t v = 0; v < p.size(); ++v)
    if (p.is_known(v)) {
      known.push_back(v);
      hashes[v] = mixed(p.around(v).size(), p.labels().nodes ? p.node_label(v) + std::uint64_t{1} : 0);
    } else {
      // Told apart already: its neighbours would add nothing.
      hashes[v] = mixed(~std::uint64_t{p.place(v)});
    }
  std::vector<std::uint64_t> next = hashes;
  for (unsigned round = 0; round < rounds; ++round) {
    for (const std::uint32_t v : known) {
      std::uint64_t sum = 0;  // does not depend on the order of its terms
      for (const graph_prefix::neighbour& w : p.around(v))
        sum += mixed(hashes[w.node], p.labels().edges ? w.label + std::uint64_t{1} : 0);
      next[v] = mixed(hashes[v], sum);
    }
    std::swap(hashes, next);
  }
  return hashes;
}

}  // namespace ansatz
