#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// A hash that graphs which are isomorphic have in common, labels included; the same on every machine. From
/// what lies around each node to a depth of eight edges (`refined_hashes`).
std::uint64_t isomorphism_hash(const graph& g);

/// What is known of two graphs. `alike`: their hashes are the same, and more is not known.
enum class likeness { different, alike, isomorphic };

/// Whether there is a numbering by which they are equal, labels included. In seconds.
///
/// Component by component, such a numbering is looked for, and every edge is looked at where one is found. It
/// nearly always is. For some large regular graphs it is not; then canonical orders are compared where n (n + m)
/// is at most 2^23 (`isomorphism_order`). What is left is `alike` where hashes are the same, of refinement
/// (`isomorphism_hash`) and, up to some 20,000 nodes, of how many nodes lie at each distance from each.
likeness likeness_of(const graph& a, const graph& b);

/// The same where `alike` counts as a yes. A no is certain.
bool isomorphic(const graph& a, const graph& b);

/// Whether either set has the same graphs as often as the other, up to isomorphism, in whichever order.
likeness likeness_in_any_order(std::span<const graph> a, std::span<const graph> b);
bool isomorphic_in_any_order(std::span<const graph> a, std::span<const graph> b);

}  // namespace ansatz
