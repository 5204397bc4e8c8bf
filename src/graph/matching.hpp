#pragma once
#include <ansatz/graph/graph.hpp>

namespace ansatz {

/// What a search for a numbering by which one graph is another one has found: that there is none, nothing, or one.
enum class matching { none, unknown, found };

/// Tells nodes of both graphs apart alike until any pairing of those that are still alike is right: labels included,
/// and every edge is looked at. Of nodes that look alike the first is taken, and no choice is taken back; so of
/// regular graphs it may find nothing, though there is a numbering. Neither does it where it would take seconds.
matching match(const graph& a, const graph& b);

}  // namespace ansatz
