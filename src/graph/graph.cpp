#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/group/permutations.hpp>
#include <string>
#include <utility>

namespace ansatz {
namespace {

std::string named(graph::edge e) {
  return "the edge from node " + std::to_string(e.from) + " to node " + std::to_string(e.to);
}

graph::edge ascending(graph::edge e) { return {std::min(e.from, e.to), std::max(e.from, e.to)}; }

// A number is in the row after its own until rows are filled, which moves each to where it ends.
std::vector<std::uint64_t> sums_of(std::vector<std::uint64_t> counts) {
  std::uint64_t sum = 0;
  for (std::uint64_t& c : counts) sum += std::exchange(c, sum);
  return counts;
}

// Rows of sorted entries, of which repeats are taken out, and `offsets` with them. `neighbour` of two entries
// that have the same one are the same edge.
template <class Entry, class Neighbour>
void sort_rows(std::vector<std::uint64_t>& offsets, std::vector<Entry>& entries, Neighbour neighbour,
               edge_fault repeats) {
  std::uint64_t kept = 0, begin = 0;
  for (std::size_t v = 0; v + 1 < offsets.size(); ++v) {
    const std::uint64_t end = offsets[v + 1], row = kept;
    const auto first = entries.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = entries.begin() + static_cast<std::ptrdiff_t>(end);
    if (!std::is_sorted(first, last)) std::sort(first, last);
    for (std::uint64_t i = begin; i < end; ++i) {
      if (kept > row && neighbour(entries[kept - 1]) == neighbour(entries[i])) {
        const graph::edge e{static_cast<std::uint32_t>(v), neighbour(entries[i])};
        if (repeats == edge_fault::refuse)
          throw domain_error{named(e) + " is there twice; `edge_rules` can drop repeats"};
        if (entries[kept - 1] != entries[i])
          throw domain_error{named(e) + " is there twice, with different labels"};
      } else {
        entries[kept++] = entries[i];
      }
    }
    begin = end;
    offsets[v + 1] = kept;
  }
  if (kept != entries.size()) {
    entries.resize(kept);
    entries.shrink_to_fit();
  }
}

}  // namespace

graph::graph(std::uint32_t nodes, std::span<const edge> edges, std::vector<std::uint32_t> node_labels,
             std::span<const std::uint32_t> edge_labels, edge_rules rules)
    : node_labels_{std::move(node_labels)} {
  if (!node_labels_.empty() && node_labels_.size() != nodes)
    throw domain_error{"a graph of " + std::to_string(nodes) +
                       " nodes has as many labels of nodes or none, and not " +
                       std::to_string(node_labels_.size())};
  if (!edge_labels.empty() && edge_labels.size() != edges.size())
    throw domain_error{"a graph from " + std::to_string(edges.size()) +
                       " edges has as many labels of edges or none, and not " +
                       std::to_string(edge_labels.size())};
  if (nodes == 0 && edges.empty()) return;

  std::vector<std::uint64_t> counts(std::size_t{nodes} + 1);
  for (const edge e : edges) {
    const edge up = ascending(e);
    if (up.to >= nodes)
      throw domain_error{named(e) + " leaves the graph, whose nodes are 0 to n - 1 = " +
                         std::to_string(std::int64_t{nodes} - 1)};
    if (up.from != up.to)
      ++counts[up.from];
    else if (rules.loops == edge_fault::refuse)
      throw domain_error{named(e) + " is a loop, and simple graphs have none; `edge_rules` can drop loops"};
  }
  offsets_ = sums_of(std::move(counts));
  std::vector<std::uint64_t> ends = offsets_;
  const std::uint64_t total = offsets_.back();
  if (edge_labels.empty()) {
    larger_.resize(total);
    for (const edge e : edges)
      if (const edge up = ascending(e); up.from != up.to) larger_[ends[up.from]++] = up.to;
    sort_rows(offsets_, larger_, [](std::uint32_t w) { return w; }, rules.repeats);
    return;
  }
  std::vector<std::uint64_t> labelled(total);  // the neighbour, and below it the label
  for (std::size_t i = 0; i < edges.size(); ++i)
    if (const edge up = ascending(edges[i]); up.from != up.to)
      labelled[ends[up.from]++] = std::uint64_t{up.to} << 32 | edge_labels[i];
  const auto neighbour = [](std::uint64_t entry) { return static_cast<std::uint32_t>(entry >> 32); };
  sort_rows(offsets_, labelled, neighbour, rules.repeats);
  larger_.reserve(labelled.size());
  edge_labels_.reserve(labelled.size());
  for (const std::uint64_t entry : labelled) {
    larger_.push_back(neighbour(entry));
    edge_labels_.push_back(static_cast<std::uint32_t>(entry));
  }
}

bool graph::has_edge(std::uint32_t v, std::uint32_t w) const {
  const edge up = ascending({v, w});
  return up.to < nodes() && std::ranges::binary_search(larger(up.from), up.to);
}

graph without_labels(const graph& g) {
  if (!g.has_labels()) return g;
  return {g.nodes(), std::vector<graph::edge>(g.all_edges().begin(), g.all_edges().end())};
}

std::vector<std::uint32_t> degrees(const graph& g) {
  std::vector<std::uint32_t> out(g.nodes());
  for (const graph::edge e : g.all_edges()) {
    ++out[e.from];
    ++out[e.to];
  }
  return out;
}

neighbourhoods::neighbourhoods(const graph& g) : neighbours_(2 * g.edges()) {
  std::vector<std::uint64_t> counts(std::size_t{g.nodes()} + 1);
  for (const graph::edge e : g.all_edges()) {
    ++counts[e.from];
    ++counts[e.to];
  }
  offsets_ = sums_of(std::move(counts));
  std::vector<std::uint64_t> ends = offsets_;
  if (!g.edge_labels().empty()) labels_.resize(neighbours_.size());
  // Edges ascend, so that each row gets its smaller neighbours first, and both kinds in order.
  std::size_t i = 0;
  for (const graph::edge e : g.all_edges()) {
    const std::uint64_t there = ends[e.from]++, back = ends[e.to]++;
    neighbours_[there] = e.to;
    neighbours_[back] = e.from;
    if (!labels_.empty()) labels_[there] = labels_[back] = g.edge_labels()[i];
    ++i;
  }
}

graph relabelled(const graph& g, std::span<const std::uint32_t> p) {
  if (!is_permutation(p, g.nodes()))
    throw domain_error{"a graph of " + std::to_string(g.nodes()) +
                       " nodes is relabelled by a permutation of as many"};

  std::vector<graph::edge> edges;
  edges.reserve(g.edges());
  for (const graph::edge e : g.all_edges()) edges.push_back({p[e.from], p[e.to]});
  std::vector<std::uint32_t> labels(g.node_labels().size());
  for (std::size_t v = 0; v < labels.size(); ++v) labels[p[v]] = g.node_labels()[v];
  return {g.nodes(), edges, std::move(labels), g.edge_labels()};
}

}  // namespace ansatz
