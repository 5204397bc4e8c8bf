#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/stack/supply.hpp>
#include <numeric>
#include <vector>

namespace ansatz {
namespace {

/// Numbers drawn one after another.
class draws {
 public:
  explicit draws(std::uint64_t seed) : words_{supply::seeded(seed)} {}
  std::uint32_t below(std::uint64_t n) {
    return static_cast<std::uint32_t>((words_.word(next_++) >> 32) * n >> 32);
  }

 private:
  supply words_;
  std::uint64_t next_ = 0;
};

/// What an earlier edge went to, three times of four, or any node below `from`.
std::uint32_t earlier(draws& d, const std::vector<graph::edge>& edges, std::uint32_t from) {
  return !edges.empty() && d.below(4) != 0 ? edges[d.below(edges.size())].to : d.below(from);
}

std::vector<graph::edge> grown(draws& d, std::uint32_t nodes, std::uint64_t count) {
  std::vector<graph::edge> edges;
  edges.reserve(count);
  std::size_t own = 0;  // where the edges of this node begin
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto from = static_cast<std::uint32_t>(1 + i * (nodes - std::uint64_t{1}) / count);
    if (own < edges.size() && edges[own].from != from) own = edges.size();
    constexpr int tries = 16;
    for (int t = 0; t < tries; ++t) {
      const std::uint32_t to = earlier(d, edges, from);
      const auto first = edges.begin() + static_cast<std::ptrdiff_t>(own);
      if (std::find(first, edges.end(), graph::edge{from, to}) != edges.end()) continue;
      edges.push_back({from, to});
      break;
    }
  }
  return edges;
}

}  // namespace

graph drawn_graph(std::uint32_t nodes, std::uint64_t count, std::uint64_t seed) {
  if (count > pairs_of(nodes) / 2)
    throw domain_error("drawn_graph: more edges than half of the pairs of nodes");
  draws d{seed};
  std::vector<graph::edge> edges = grown(d, nodes, count);
  // What the first nodes had no room for.
  for (graph::edge& e : edges) std::swap(e.from, e.to);
  while (edges.size() < count) {
    while (edges.size() < count) {
      const std::uint32_t v = d.below(nodes), w = d.below(nodes);
      if (v != w) edges.push_back({std::min(v, w), std::max(v, w)});
    }
    std::ranges::sort(edges);
    const auto repeats = std::ranges::unique(edges);
    edges.erase(repeats.begin(), repeats.end());
  }
  std::vector<std::uint32_t> number(nodes);
  std::iota(number.begin(), number.end(), 0u);
  for (std::uint32_t i = nodes; i > 1; --i) std::swap(number[i - 1], number[d.below(i)]);
  for (graph::edge& e : edges) e = {number[e.from], number[e.to]};
  return {nodes, edges};
}

}  // namespace ansatz
