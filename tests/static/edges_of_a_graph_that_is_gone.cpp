#include <ansatz/graph/graph.hpp>

/// The range refers to the graph, which a loop over a temporary would outlive.
inline std::uint64_t sum_of_ends(const ansatz::graph& g) {
  std::uint64_t sum = 0;
#ifdef FIXED
  const ansatz::graph other = g;
  for (const auto [v, w] : other.all_edges()) sum += w;
#else
  for (const auto [v, w] : ansatz::graph{g}.all_edges()) sum += w;
#endif
  return sum;
}
