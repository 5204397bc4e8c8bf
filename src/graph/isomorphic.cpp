#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <optional>
#include <utility>
#include <vector>

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

/// Whether either list has each graph as often as the other, where `same` says which are the same: an
/// equivalence, which is asked of graphs of one hash. These are nearly always all the same, so that
/// each is asked about once.
template <class Same>
bool same_in_any_order(std::span<const graph> a, std::span<const graph> b, Same same) {
  if (a.size() != b.size()) return false;
  const auto x = by_hash(a), y = by_hash(b);
  if (!std::ranges::equal(x, y, {}, &hashed::first, &hashed::first)) return false;
  for (std::size_t from = 0, to = 0; from < x.size(); from = to) {
    while (to < x.size() && x[to].first == x[from].first) ++to;
    if (!std::ranges::is_permutation(
            std::span{x}.subspan(from, to - from), std::span{y}.subspan(from, to - from),
            [&](const hashed& v, const hashed& w) { return same(*v.second, *w.second); }))
      return false;
  }
  return true;
}

/// A hash of how many nodes lie at each distance from each node: it tells regular graphs apart that refinement
/// does not. Only for those that this takes seconds.
std::uint64_t hash_of_distances(const graph& g) {
  constexpr std::uint64_t most_work = std::uint64_t{1} << 29;
  if (g.nodes() * (g.nodes() + 2 * g.edges()) > most_work) return 0;
  const neighbourhoods around{g};
  std::vector<std::uint32_t> seen(g.nodes(), UINT32_MAX), reached;
  std::uint64_t sum = 0;
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    reached.assign(1, v);
    seen[v] = v;
    std::uint64_t hash = 0;
    for (std::size_t from = 0, to = 1; from < to; from = to, to = reached.size()) {
      hash = mixed(hash, to - from);
      for (std::size_t i = from; i < to; ++i)
        for (const std::uint32_t w : around.of(reached[i]))
          if (seen[w] != v) {
            seen[w] = v;
            reached.push_back(w);
          }
    }
    sum += mixed(hash);
  }
  return sum;
}

/// The same for all graphs that are isomorphic; nothing where that is not known.
std::optional<graph> canonical_form(const graph& g) {
  if (g.nodes() + g.edges() > certain_size) return std::nullopt;
  try {
    return relabelled(g, isomorphism_order{}(g).to);
  } catch (const domain_error&) {  // all numberings of a graph are refused alike
    return std::nullopt;
  }
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

bool isomorphic(const graph& a, const graph& b) {
  if (a.nodes() != b.nodes() || a.edges() != b.edges()) return false;
  if (a == b) return true;
  if (isomorphism_hash(a) != isomorphism_hash(b)) return false;
  return same_in_any_order(parts_of(a), parts_of(b), [](const graph& x, const graph& y) {
    if (x == y) return true;
    const auto form = canonical_form(x);
    return form == canonical_form(y) && (form || hash_of_distances(x) == hash_of_distances(y));
  });
}

bool isomorphic_in_any_order(std::span<const graph> a, std::span<const graph> b) {
  return same_in_any_order(a, b, isomorphic);
}

}  // namespace ansatz
