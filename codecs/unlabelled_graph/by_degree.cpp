#include <algorithm>
#include <unlabelled_graph/private/degree_classes.hpp>
#include <unlabelled_graph/private/graph_walk.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>
#include <utility>

namespace ansatz {

namespace {

graph walk_along(const detail::walk_model& model, std::uint32_t nodes, std::uint64_t edges,
                 const graph* known, const decider& decide) {
  std::vector<std::uint32_t> degrees_known;
  if (known != nullptr) degrees_known = degrees(*known);
  std::vector<std::uint32_t> all = detail::walk_of_degrees(nodes, edges, degrees_known, decide);
  all.erase(std::ranges::find(all, 0u), all.end());  // nodes without edges have no rows
  return detail::graph_walk{model, std::move(all), known, decide}.run(nodes);
}

}  // namespace

graph by_degree::walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide) {
  return walk_along(detail::walk_by_degree, nodes, edges, known, decide);
}

graph by_similar_rows::walk(std::uint32_t nodes, std::uint64_t edges, const graph* known,
                            const decider& decide) {
  return walk_along(detail::walk_by_similar_rows, nodes, edges, known, decide);
}

}  // namespace ansatz
