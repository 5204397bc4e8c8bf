#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstdint>
#include <span>

namespace ansatz {

/// A hash that graphs which are isomorphic have in common, labels included; the same on every machine. From
/// what lies around each node to a depth of eight edges (`refined_hashes`).
std::uint64_t isomorphism_hash(const graph& g);

/// Whether there is a numbering by which they are equal, labels included.
///
/// A no is certain. So is a yes where each component has at most `certain_size` nodes and edges together and
/// `isomorphism_order` finds its canonical order; components that are larger, or refused by it, are compared
/// by `isomorphism_hash`, and up to some 20,000 nodes by how many nodes lie at each distance from each. That is
/// wrong by chance about once in 2^64, and for regular graphs that are alike in both.
bool isomorphic(const graph& a, const graph& b);
inline constexpr std::uint64_t certain_size = std::uint64_t{1} << 18;

/// Whether either set has the same graphs as often as the other, up to isomorphism, in whichever order.
bool isomorphic_in_any_order(std::span<const graph> a, std::span<const graph> b);

}  // namespace ansatz
