#include <algorithm>
#include <numeric>
#include <unlabelled_graph/unlabelled_graph.hpp>
#include <utility>
#include <vector>

namespace ansatz {
namespace {

/// The new place of each node, and the nodes in their places; classes of as many edges are known by where
/// they begin.
struct places {
  std::vector<std::uint32_t> nodes, place;

  explicit places(std::uint32_t n) : nodes(n), place(n) { std::iota(nodes.begin(), nodes.end(), 0); }
  void settle(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) place[nodes[i]] = static_cast<std::uint32_t>(i);
  }
};

/// The row of a node: where its neighbours of more edges have gone, descending.
std::vector<std::uint32_t> row_of(std::uint32_t v, const neighbourhoods& all, const places& p) {
  std::vector<std::uint32_t> row;
  for (const std::uint32_t w : all.of(v))
    if (all.degree(w) > all.degree(v)) row.push_back(p.place[w]);
  std::ranges::sort(row, std::greater{});
  return row;
}

places arrangement(const neighbourhoods& all) {
  places p{all.nodes()};
  std::ranges::stable_sort(p.nodes, std::greater{}, [&](std::uint32_t v) { return all.degree(v); });
  for (std::size_t from = 0, to = 0; from < p.nodes.size(); from = to) {
    while (to < p.nodes.size() && all.degree(p.nodes[to]) == all.degree(p.nodes[from])) ++to;
    std::vector<std::pair<std::vector<std::uint32_t>, std::uint32_t>> rows;
    for (std::size_t i = from; i < to; ++i) rows.emplace_back(row_of(p.nodes[i], all, p), p.nodes[i]);
    // Not by operators of vectors: those of g++ 12 compare words wrongly on big-endian machines.
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) {
      return std::ranges::lexicographical_compare(b.first, a.first);
    });
    for (std::size_t i = from; i < to; ++i) p.nodes[i] = rows[i - from].second;
    p.settle(from, to);
  }
  return p;
}

}  // namespace

std::vector<std::uint32_t> arranged_numbers(const graph& g) { return arrangement(neighbourhoods{g}).place; }

graph arranged(const graph& g) { return relabelled(g, arranged_numbers(g)); }

bool is_arranged(const graph& g) { return std::ranges::is_sorted(arrangement(neighbourhoods{g}).nodes); }

}  // namespace ansatz
