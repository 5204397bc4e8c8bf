#include <algorithm>
#include <optional>

#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

constexpr const char* what_to_do = "; reading it as simple (--simple) drops loops, repeats and directions";

std::string named(graph::edge e) {
  return "the edge of nodes " + std::to_string(e.from) + " and " + std::to_string(e.to) + ", counted from 0,";
}

/// The edges that ascend, or those that descend, turned round; in order.
std::vector<graph::edge> one_way(std::span<const graph::edge> edges, bool ascending) {
  std::vector<graph::edge> out;
  for (const graph::edge e : edges) {
    if (ascending && e.from < e.to) out.push_back(e);
    if (!ascending && e.from > e.to) out.push_back({e.to, e.from});
  }
  std::ranges::sort(out);
  return out;
}

std::optional<graph::edge> twice_in(const std::vector<graph::edge>& sorted) {
  const auto at = std::ranges::adjacent_find(sorted);
  return at == sorted.end() ? std::nullopt : std::optional{*at};
}

/// The first edge that is in one of them alone, whatever how often.
std::optional<graph::edge> alone_in(const std::vector<graph::edge>& a, const std::vector<graph::edge>& b) {
  for (std::size_t i = 0, j = 0; i < a.size() || j < b.size();) {
    if (j == b.size() || (i < a.size() && a[i] < b[j])) return a[i];
    if (i == a.size() || b[j] < a[i]) return b[j];
    const graph::edge both = a[i];
    while (i < a.size() && a[i] == both) ++i;
    while (j < b.size() && b[j] == both) ++j;
  }
  return std::nullopt;
}

}  // namespace

void edge_intake::add(std::uint32_t from, std::uint32_t to) {
  // Beside the list there are two of its parts at times, and the graph.
  if (edges_.size() >= how_.bytes / 32)
    throw error("more edges than fit into " + std::to_string(how_.bytes) + " bytes, the limit");
  edges_.push_back({from, to});
}

void edge_intake::add(std::uint32_t from, std::uint32_t to, std::uint32_t label) {
  add(from, to);
  labels_.push_back(label);
}

void edge_intake::expect_room_for(std::uint64_t nodes) const {
  if (nodes > how_.bytes / 32)
    throw error(std::to_string(nodes) + " nodes do not fit into " + std::to_string(how_.bytes) +
                " bytes, the limit");
  constexpr std::uint64_t few = std::uint64_t{1} << 20, each = 64;
  if (nodes > few && nodes / each > edges_.size())
    fail(std::to_string(nodes) + " nodes for " + std::to_string(edges_.size()) +
         " edges: nearly all would be without any; number the nodes that have edges from 0 on");
}

graph edge_intake::graph_of(std::uint64_t nodes, listing as, std::vector<std::uint32_t> node_labels) {
  expect_room_for(nodes);
  const auto is_loop = [](graph::edge e) { return e.from == e.to; };
  const auto loops = static_cast<std::uint64_t>(std::ranges::count_if(edges_, is_loop));
  if (loops > 0 && !how_.simple)
    fail("an edge from node " + std::to_string(std::ranges::find_if(edges_, is_loop)->from) +
         ", counted from 0, to itself" + what_to_do);
  graph g;
  try {
    g = graph{static_cast<std::uint32_t>(nodes),
              edges_,
              std::move(node_labels),
              labels_,
              {edge_fault::drop, edge_fault::drop}};
  } catch (const domain_error& e) {
    fail(e.what());
  }
  if (loops > 0) remark(std::to_string(loops) + (loops == 1 ? " loop was" : " loops were") + " dropped");
  if (g.edges() == edges_.size() - loops && as != listing::in_both_directions) return g;

  const std::vector<graph::edge> up = one_way(edges_, true), down = one_way(edges_, false);
  const auto alone = alone_in(up, down);
  const auto twice = twice_in(up) ? twice_in(up) : twice_in(down);
  if (how_.simple || as == listing::in_any_way) {
    if (twice) remark("edges are listed several times, which is not kept");
    if (alone) remark("edges are listed in one direction or in both, which is not kept");
  } else if (twice) {
    fail(named(*twice) + " is listed several times" + what_to_do);
  } else if (alone) {
    fail(named(*alone) + " is listed in one direction, and others are in both: a directed graph" +
         what_to_do);
  } else if (as == listing::once) {
    fail(named(up.front()) + " is listed twice" + what_to_do);
  }
  return g;
}

}  // namespace ansatz::graph_formats
