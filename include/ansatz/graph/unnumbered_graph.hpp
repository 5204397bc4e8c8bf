#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>

namespace ansatz {

/// A graph whose numbering is no part of it, but for its last `kept` nodes, which keep their numbers: two are
/// equal where an isomorphism that leaves these alone leads from one to the other, labels included. It is
/// held in some numbering.
///
/// Comparing takes the canonical orders of both, and throws what `isomorphism_order` throws.
struct unnumbered_graph {
  graph numbered;
  std::uint32_t kept = 0;

  friend bool operator==(const unnumbered_graph& a, const unnumbered_graph& b);
};

/// A graph in which the `kept` nodes of most neighbours keep their numbers: in ascending order of degrees,
/// nodes of one degree in the order in which they come.
unnumbered_graph hubs_kept(const graph& g, std::uint32_t kept);

}  // namespace ansatz
