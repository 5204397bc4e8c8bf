#pragma once
#include <ansatz/graph/graph.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// An ordered partition of a graph's nodes into cells, and its refinement until nodes of a cell have as
/// many neighbours, by labels of edges, in each cell: the coarsest such, in an order that does not depend
/// on how the nodes are numbered.
///
/// Hopcroft's rule: a cell that splits is used up to its largest part. McKay 1981, Practical graph
/// isomorphism.
class refinement {
 public:
  /// Cells by node labels, refined.
  explicit refinement(const graph& g, const neighbourhoods& around);

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(at_.size()); }
  /// The nodes in the order of their cells, and where the cell of a place ends.
  std::span<const std::uint32_t> order() const { return at_; }
  std::uint32_t cell_end(std::uint32_t start) const { return end_[start]; }
  std::uint32_t place_of(std::uint32_t node) const { return place_[node]; }
  /// Where the cell of a place starts.
  std::uint32_t cell_of(std::uint32_t place) const { return start_[place]; }
  /// How many nodes were looked at so far, each time that one was: a measure of time.
  std::uint64_t touched() const { return touched_; }

  /// Splits a node off, before the rest of its cell, and refines. What comes back is a hash of all that was
  /// split and by what: the same for nodes that an automorphism carries to each other.
  std::uint64_t individualise(std::uint32_t node, const neighbourhoods& around);

 private:
  std::uint64_t refine(const neighbourhoods& around);
  void enqueue(std::uint32_t start);
  void split(std::span<const std::uint32_t> sizes, std::uint32_t start);

  std::vector<std::uint32_t> at_, place_;   // node at a place, place of a node
  std::vector<std::uint32_t> start_, end_;  // of the cell of a place; of the cell that starts at a place
  std::vector<std::uint32_t> queue_;        // starts of cells to split others by
  std::vector<bool> queued_, counted_;
  std::vector<std::uint64_t> count_;  // of a node, into the cell at hand; 0 between
  std::uint64_t touched_ = 0;
};

}  // namespace ansatz
