#include <algorithm>
#include <functional>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <utility>
#include <vector>

namespace ansatz {
namespace {

constexpr std::uint32_t nowhere = UINT32_MAX;

/// Components by size, the largest first, each with a node of fewest edges in front: the last one that a search
/// reaches, which lies at an end where there is one.
std::vector<std::vector<std::uint32_t>> by_size(const neighbourhoods& all) {
  std::vector<std::vector<std::uint32_t>> out;
  std::vector<bool> reached(all.nodes());
  for (std::uint32_t v = 0; v < all.nodes(); ++v) {
    if (reached[v]) continue;
    std::vector<std::uint32_t> nodes{v};
    reached[v] = true;
    for (std::size_t i = 0; i < nodes.size(); ++i)
      for (const std::uint32_t w : all.of(nodes[i]))
        if (!reached[w]) {
          reached[w] = true;
          nodes.push_back(w);
        }
    std::ranges::reverse(nodes);
    std::iter_swap(nodes.begin(),
                   std::ranges::min_element(nodes, {}, [&](std::uint32_t w) { return all.degree(w); }));
    out.push_back(std::move(nodes));
  }
  std::ranges::stable_sort(out, std::greater{}, [](const auto& nodes) { return nodes.size(); });
  return out;
}

}  // namespace

graph breadth_first(const graph& g) {
  const neighbourhoods all{g};
  std::vector<std::uint32_t> place(g.nodes(), nowhere), order;
  order.reserve(g.nodes());
  const auto settle = [&](std::uint32_t v) {
    place[v] = static_cast<std::uint32_t>(order.size());
    order.push_back(v);
  };
  for (const auto& nodes : by_size(all)) {
    std::size_t i = order.size();
    settle(nodes.front());
    for (; i < order.size(); ++i) {
      std::vector<std::uint32_t> children;
      for (const std::uint32_t w : all.of(order[i]))
        if (place[w] == nowhere) children.push_back(w);
      std::ranges::stable_sort(children, std::greater{}, [&](std::uint32_t w) { return all.degree(w); });
      for (const std::uint32_t w : children) settle(w);
    }
  }
  return relabelled(g, place);
}

bool is_breadth_first(const graph& g) {
  const std::vector<std::uint32_t> degree = degrees(g);
  std::uint32_t next = 0;  // how many are reached
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    if (v == next) ++next;
    const std::uint32_t first = next;
    for (const std::uint32_t w : g.larger(v)) {
      if (w < next) continue;
      if (w > next || (w > first && degree[w] > degree[w - 1])) return false;
      ++next;
    }
  }
  return true;
}

}  // namespace ansatz
