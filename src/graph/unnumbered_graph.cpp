#include <algorithm>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/unnumbered_graph.hpp>
#include <cstddef>

#include "graph/told_apart.hpp"

namespace ansatz {

std::vector<std::uint32_t> told_apart(std::span<const std::uint32_t> labels,
                                      std::span<const std::uint32_t> apart) {
  const auto label = [labels](std::size_t v) { return labels.empty() ? 0 : labels[v]; };
  std::vector<std::uint32_t> kinds;
  for (std::size_t v = 0; v < apart.size(); ++v)
    if (apart[v] == common) kinds.push_back(label(v));
  std::ranges::sort(kinds);
  kinds.erase(std::ranges::unique(kinds).begin(), kinds.end());
  std::vector<std::uint32_t> out(apart.size());
  for (std::size_t v = 0; v < apart.size(); ++v)
    out[v] = static_cast<std::uint32_t>(
        apart[v] == common
            ? static_cast<std::size_t>(std::ranges::lower_bound(kinds, label(v)) - kinds.begin())
            : kinds.size() + apart[v]);
  return out;
}

namespace {

graph canonical(const unnumbered_graph& x) {
  const graph& g = x.numbered;
  std::vector<std::uint32_t> apart(g.nodes(), common);
  for (std::uint32_t v = g.nodes() - x.kept; v < g.nodes(); ++v) apart[v] = v;
  const auto range = g.all_edges();
  const graph coloured{g.nodes(), std::vector<graph::edge>(range.begin(), range.end()),
                       told_apart(g.node_labels(), apart), g.edge_labels()};
  return relabelled(g, isomorphism_order{}(coloured).to);
}

}  // namespace

bool operator==(const unnumbered_graph& a, const unnumbered_graph& b) {
  const graph &g = a.numbered, &h = b.numbered;
  if (a.kept != b.kept || g.nodes() != h.nodes() || g.edges() != h.edges() || a.kept > g.nodes())
    return false;
  return g == h || canonical(a) == canonical(b);
}

unnumbered_graph hubs_kept(const graph& g, std::uint32_t kept) {
  const std::vector<std::uint32_t> d = degrees(g);
  return {relabelled(g, order_by(std::span<const std::uint32_t>{d}).to), kept};
}

}  // namespace ansatz
