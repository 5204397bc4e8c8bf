#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "graph/matching.hpp"
#include "graph/mixed.hpp"

namespace ansatz {
namespace {

constexpr unsigned depth = 8;

using hashed = std::pair<std::uint64_t, const graph*>;

std::vector<hashed> by_hash(std::span<const graph> graphs) {
  std::vector<hashed> out;
  for (const graph& g : graphs) out.emplace_back(isomorphism_hash(g), &g);
  std::ranges::stable_sort(out, {}, &hashed::first);
  return out;
}

/// Whether either list has each graph as often as the other, by what `compare` says of two: an equivalence, which is
/// asked of graphs of one hash. These are nearly always all the same, so that each is asked about once.
template <class Compare>
likeness in_any_order(std::span<const graph> a, std::span<const graph> b, Compare compare) {
  if (a.size() != b.size()) return likeness::different;
  const auto x = by_hash(a), y = by_hash(b);
  if (!std::ranges::equal(x, y, {}, &hashed::first, &hashed::first)) return likeness::different;
  likeness all = likeness::isomorphic;
  const auto same = [&](const hashed& v, const hashed& w) {
    const likeness l = compare(*v.second, *w.second);
    if (l == likeness::alike) all = l;
    return l != likeness::different;
  };
  for (std::size_t from = 0, to = 0; from < x.size(); from = to) {
    while (to < x.size() && x[to].first == x[from].first) ++to;
    if (!std::ranges::is_permutation(std::span{x}.subspan(from, to - from),
                                     std::span{y}.subspan(from, to - from), same))
      return likeness::different;
  }
  return all;
}

/// Of each node a hash of how many nodes lie at each distance from it: it tells nodes of regular graphs apart that
/// refinement does not. Only where this takes seconds.
std::optional<std::vector<std::uint64_t>> hashes_of_distances(const graph& g) {
  constexpr std::uint64_t most_work = std::uint64_t{1} << 29;
  if (g.nodes() * (g.nodes() + 2 * g.edges()) > most_work) return std::nullopt;
  const neighbourhoods around{g};
  std::vector<std::uint32_t> seen(g.nodes(), UINT32_MAX), reached;
  std::vector<std::uint64_t> out;
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    reached.assign(1, v);
    seen[v] = v;
    std::uint64_t hash = g.node_labels().empty() ? 0 : mixed(g.node_labels()[v]);
    for (std::size_t from = 0, to = 1; from < to; from = to, to = reached.size()) {
      hash = mixed(hash, to - from);
      for (std::size_t i = from; i < to; ++i)
        for (const std::uint32_t w : around.of(reached[i]))
          if (seen[w] != v) {
            seen[w] = v;
            reached.push_back(w);
          }
    }
    out.push_back(hash);
  }
  return out;
}

/// The graph with these as its nodes' labels, each by its place among all of them.
graph coloured(const graph& g, const std::vector<std::uint64_t>& colours) {
  std::vector<std::uint64_t> values = colours;
  std::ranges::sort(values);
  std::vector<std::uint32_t> labels;
  labels.reserve(colours.size());
  for (const std::uint64_t c : colours)
    labels.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(values, c) - values.begin()));
  return {g.nodes(), std::vector<graph::edge>(g.all_edges().begin(), g.all_edges().end()), std::move(labels),
          g.edge_labels()};
}

/// The same for all graphs that are isomorphic; nothing where that would take long.
std::optional<graph> canonical_form(const graph& g) {
  constexpr std::uint64_t most_work = std::uint64_t{1} << 23;
  if (g.nodes() * (g.nodes() + g.edges()) > most_work) return std::nullopt;
  try {
    return relabelled(g, isomorphism_order{}(g).to);
  } catch (const domain_error&) {  // all numberings of a graph are refused alike
    return std::nullopt;
  }
}

likeness likeness_of_components(const graph& a, const graph& b) {
  const auto known = [](matching m) {
    return m == matching::found ? likeness::isomorphic : likeness::different;
  };
  if (const matching m = match(a, b); m != matching::unknown) return known(m);
  const auto x = hashes_of_distances(a), y = hashes_of_distances(b);
  if (x.has_value() != y.has_value()) return likeness::different;
  if (x) {
    std::vector<std::uint64_t> all = *x, others = *y;
    std::ranges::sort(all);
    std::ranges::sort(others);
    if (all != others) return likeness::different;
    if (all.front() != all.back())
      if (const matching m = match(coloured(a, *x), coloured(b, *y)); m != matching::unknown) return known(m);
  }
  const auto form = canonical_form(a), other = canonical_form(b);
  if (form != other) return likeness::different;
  return form ? likeness::isomorphic : likeness::alike;
}

graph_set parts_of(const graph& g) {
  graph_set out;
  std::vector<std::uint32_t> place(g.nodes(), UINT32_MAX);
  for (const auto& nodes : components(g)) out.push_back(induced(g, nodes, place));
  return out;
}

}  // namespace

std::uint64_t isomorphism_hash(const graph& g) {
  std::uint64_t nodes = 0, labels = 0;
  for (const std::uint64_t h : refined_hashes(g, depth)) nodes += mixed(h);
  for (const std::uint32_t l : g.edge_labels()) labels += mixed(l + std::uint64_t{1});
  return mixed(mixed(mixed(g.nodes(), g.edges()), nodes), labels);
}

likeness likeness_of(const graph& a, const graph& b) {
  if (a.nodes() != b.nodes() || a.edges() != b.edges()) return likeness::different;
  if (a == b) return likeness::isomorphic;
  if (isomorphism_hash(a) != isomorphism_hash(b)) return likeness::different;
  return in_any_order(parts_of(a), parts_of(b), [](const graph& x, const graph& y) {
    return x == y ? likeness::isomorphic : likeness_of_components(x, y);
  });
}

bool isomorphic(const graph& a, const graph& b) { return likeness_of(a, b) != likeness::different; }

likeness likeness_in_any_order(std::span<const graph> a, std::span<const graph> b) {
  return in_any_order(a, b, likeness_of);
}

bool isomorphic_in_any_order(std::span<const graph> a, std::span<const graph> b) {
  return likeness_in_any_order(a, b) != likeness::different;
}

}  // namespace ansatz
