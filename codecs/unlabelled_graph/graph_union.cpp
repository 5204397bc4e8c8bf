#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <tuple>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/graph_union.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>

namespace ansatz {
namespace {

constexpr std::uint32_t none = UINT32_MAX;

graph_union one_after_another(std::span<const graph> graphs) {
  graph_union out{disjoint_union(graphs), {}};
  for (std::uint32_t i = 0; i < graphs.size(); ++i)
    out.owners.insert(out.owners.end(), components(graphs[i]).size(), i);
  return out;
}

graph_union breadth_first_union(std::span<const graph> graphs, bool keep_order) {
  graph_set own;
  for (const graph& g : graphs) own.push_back(breadth_first(g));
  if (!keep_order)
    std::ranges::stable_sort(own, {}, [](const graph& g) { return std::tuple{g.nodes(), g.edges()}; });
  return one_after_another(own);
}

/// Numbers as they appear.
void number_by_appearance(std::span<std::uint32_t> owners, std::size_t graphs) {
  std::vector<std::uint32_t> number(graphs, none);
  std::uint32_t come = 0;
  for (std::uint32_t& g : owners) {
    if (number[g] == none) number[g] = come++;
    g = number[g];
  }
}

graph_union arranged_union(std::span<const graph> graphs, bool keep_order) {
  const graph all = disjoint_union(graphs);
  const std::vector<std::uint32_t> numbers = arranged_numbers(all);
  std::vector<std::uint32_t> owner_of(all.nodes());
  std::size_t before = 0;
  for (std::uint32_t i = 0; i < graphs.size(); ++i)
    for (std::uint32_t v = 0; v < graphs[i].nodes(); ++v) owner_of[numbers[before++]] = i;
  graph_union out{relabelled(all, numbers), {}};
  for (const auto& nodes : components(out.all)) out.owners.push_back(owner_of[nodes.front()]);
  if (!keep_order) number_by_appearance(out.owners, graphs.size());
  return out;
}

}  // namespace

graph_union united(std::span<const graph> graphs, graph_way way, bool keep_order) {
  switch (way) {
    case graph_way::by_degree:
    case graph_way::by_similar_rows:
      return arranged_union(graphs, keep_order);
    case graph_way::by_breadth:
      return breadth_first_union(graphs, keep_order);
    case graph_way::numbered:
    case graph_way::revealed:
      break;
  }
  return one_after_another(graphs);
}

graph_set separated(const graph_union& u, std::uint64_t graphs) {
  const auto parts = components(u.all);
  if (parts.size() != u.owners.size()) throw domain_error("separated: an owner a component");
  std::vector<std::vector<std::uint32_t>> nodes(graphs);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (u.owners[i] >= graphs) throw domain_error("separated: an owner that is none of the graphs");
    auto& own = nodes[u.owners[i]];
    own.insert(own.end(), parts[i].begin(), parts[i].end());
  }
  graph_set out;
  std::vector<std::uint32_t> place(u.all.nodes(), none);
  for (auto& own : nodes) {
    std::ranges::sort(own);
    out.push_back(induced(u.all, own, place));
  }
  return out;
}

}  // namespace ansatz
