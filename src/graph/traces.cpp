// The one file that knows nauty. It is C with variables of its own, one set a thread.
#define _Thread_local thread_local
#include <nauty/traces.h>
#undef _Thread_local

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <numeric>
#include <utility>
#include <vector>

#include "group/stabiliser_chain.hpp"

namespace ansatz {
namespace {

/// What Traces calls back has no argument of ours, and must not throw through C.
struct collected {
  std::vector<sparse_permutation> generators;
  std::exception_ptr thrown;
};
thread_local collected* current = nullptr;

void collect(int, int* to, int n) {
  if (current->thrown) return;
  try {
    sparse_permutation g;
    for (int i = 0; i < n; ++i)
      if (to[i] != i) g.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(to[i])});
    current->generators.push_back(std::move(g));
  } catch (...) {
    current->thrown = std::current_exception();
  }
}

/// A graph whose edges have labels, as one with none: label b of the labels there are, in binary, is told
/// by the layers in which the edge is there; copies of a node in all layers are joined.
struct layered {
  std::uint32_t layers = 1;
  std::vector<std::uint32_t> label_of_edge;  // its place among all labels, plus 1 where there are layers
};
layered layers_of(const graph& g) {
  layered out;
  std::vector<std::uint32_t> labels(g.edge_labels().begin(), g.edge_labels().end());
  std::ranges::sort(labels);
  labels.erase(std::ranges::unique(labels).begin(), labels.end());
  if (labels.size() < 2) return out;
  for (const std::uint32_t l : g.edge_labels())
    out.label_of_edge.push_back(
        static_cast<std::uint32_t>(std::ranges::lower_bound(labels, l) - labels.begin()) + 1);
  while (labels.size() >> out.layers != 0) ++out.layers;
  return out;
}

bool is_automorphism(const graph& g, const neighbourhoods& around, const sparse_permutation& a) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> here, there;
  for (const auto& [v, w] : a) {
    if (!g.node_labels().empty() && g.node_labels()[v] != g.node_labels()[w]) return false;
    if (around.degree(v) != around.degree(w)) return false;
    here.clear(), there.clear();
    const auto label = [&around](std::uint32_t x, std::size_t i) {
      return around.labels_of(x).empty() ? 0 : around.labels_of(x)[i];
    };
    for (std::size_t i = 0; i < around.degree(v); ++i) {
      here.emplace_back(image_of(a, around.of(v)[i]), label(v, i));
      there.emplace_back(around.of(w)[i], label(w, i));
    }
    std::ranges::sort(here);
    if (here != there) return false;
  }
  return true;
}

}  // namespace

std::vector<sparse_permutation> automorphisms(const graph& g) {
  const layered edges = layers_of(g);
  const std::uint32_t n = g.nodes();
  // Traces counts in int, and stops the program where memory ends or a graph is too large for it.
  constexpr std::uint64_t most = std::uint64_t{1} << 30;
  if (std::uint64_t{n} * edges.layers > most || g.edges() > most / 2 / edges.layers)
    throw domain_error("automorphisms: a graph of more than 2^30 nodes or edges");
  if (n < 2) return {};

  const int nodes = static_cast<int>(n * edges.layers);
  std::vector<std::vector<int>> rows(static_cast<std::size_t>(nodes));
  std::size_t arcs = 0, e = 0;
  const auto join = [&](std::uint32_t v, std::uint32_t w) {
    rows[v].push_back(static_cast<int>(w));
    rows[w].push_back(static_cast<int>(v));
    arcs += 2;
  };
  for (std::uint32_t v = 0; v < n; ++v)
    for (const std::uint32_t w : g.larger(v)) {
      const std::uint32_t label = edges.label_of_edge.empty() ? 1 : edges.label_of_edge[e++];
      for (std::uint32_t l = 0; l < edges.layers; ++l)
        if ((label >> l & 1) != 0) join(l * n + v, l * n + w);
    }
  for (std::uint32_t l = 1; l < edges.layers; ++l)
    for (std::uint32_t v = 0; v < n; ++v) join((l - 1) * n + v, l * n + v);

  std::vector<size_t> first(rows.size());
  std::vector<int> degree(rows.size()), to(arcs), lab(rows.size()), ptn(rows.size(), 1), orbits(rows.size());
  std::size_t at = 0;
  for (std::size_t v = 0; v < rows.size(); ++v) {
    first[v] = at;
    degree[v] = static_cast<int>(rows[v].size());
    for (const int w : rows[v]) to[at++] = w;
  }
  // Cells: a layer and a label each, ended by 0.
  std::iota(lab.begin(), lab.end(), 0);
  const auto colour = [&](int v) {
    const auto node = static_cast<std::uint32_t>(v) % n;
    return std::pair{static_cast<std::uint32_t>(v) / n, g.node_labels().empty() ? 0 : g.node_labels()[node]};
  };
  std::ranges::stable_sort(lab, {}, colour);
  for (std::size_t i = 0; i < lab.size(); ++i)
    if (i + 1 == lab.size() || colour(lab[i]) != colour(lab[i + 1])) ptn[i] = 0;

  DEFAULTOPTIONS_TRACES(options);
  options.defaultptn = FALSE;
  options.userautomproc = collect;
  TracesStats stats;
  SG_DECL(sparse);
  sparse.nv = nodes, sparse.nde = arcs;
  sparse.v = first.data(), sparse.d = degree.data(), sparse.e = to.data();
  sparse.vlen = first.size(), sparse.dlen = degree.size(), sparse.elen = to.size();
  collected here;
  current = &here;
  Traces(&sparse, lab.data(), ptn.data(), orbits.data(), &options, &stats, nullptr);
  current = nullptr;
  if (here.thrown) std::rethrow_exception(here.thrown);

  const neighbourhoods around{g};
  std::vector<sparse_permutation> out;
  for (sparse_permutation& a : here.generators) {
    std::erase_if(a, [n](const moved_point& m) { return m.from >= n; });  // the first layer says it all
    if (is_automorphism(g, around, a)) out.push_back(std::move(a));
  }
  return out;
}

}  // namespace ansatz
