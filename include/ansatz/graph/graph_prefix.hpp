#pragma once
#include <ansatz/graph/graph.hpp>
#include <ansatz/graph/unnumbered_graph.hpp>
#include <ansatz/partial_sums.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace ansatz {

/// What is learnt of a graph when a node is revealed: its label, and its edges to nodes that are hidden
/// still.
struct graph_slice {
  std::vector<std::uint32_t> neighbours = {};   ///< by their places, ascending
  std::uint32_t node_label = 0;                 ///< 0 where nodes have none
  std::vector<std::uint32_t> edge_labels = {};  ///< one a neighbour; none where edges have none

  friend bool operator==(const graph_slice&, const graph_slice&) = default;
};

/// Which labels graphs have.
struct label_kinds {
  bool nodes = false, edges = false;
  friend bool operator==(const label_kinds&, const label_kinds&) = default;
};

/// A graph of which some nodes are known and the others hidden: of all edges but those between two hidden
/// nodes it is known where they are, of known nodes the labels. Nodes are revealed in the order of their
/// *places* 0, ..., n - 1: the hidden ones are told apart by their places, the known ones by what is known of
/// them, and by no number. Hidden are always the last places.
///
/// Hidden nodes are in an urn, each once, and once more for each known neighbour.
class graph_prefix {
 public:
  using symbol_type = unnumbered_graph;
  using slice_type = graph_slice;
  struct neighbour {
    std::uint32_t node, label;  ///< 0 where edges have none
  };

  /// All nodes hidden; the last `kept` of n keep their numbers for places. Throws `domain_error` where they
  /// are more than n, or n more than 2^26.
  explicit graph_prefix(std::uint32_t nodes, std::uint32_t kept = 0, label_kinds labels = {});
  /// All nodes of a graph known. Throws `domain_error` above 2^26 nodes or 2^30 edges.
  explicit graph_prefix(const unnumbered_graph& x);

  /// All nodes known of a graph of this one's size, kept nodes and kinds of labels: where there are no edges,
  /// they may have labels all the same. Else throws `domain_error`.
  graph_prefix knowing(const unnumbered_graph& x) const;

  std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  std::uint32_t known() const { return known_; }  ///< how many: places below it are
  std::uint32_t kept() const { return kept_; }
  label_kinds labels() const { return labels_; }
  std::uint64_t edges() const { return edges_; }  ///< known ones
  bool is_known(std::uint32_t node) const { return place_[node] == nowhere; }
  std::uint32_t place(std::uint32_t node) const { return place_[node]; }  ///< of a hidden one
  std::uint32_t node_label(std::uint32_t node) const { return node_labels_[node]; }
  /// Of a known node all neighbours, in no particular order.
  std::span<const neighbour> around(std::uint32_t node) const { return rows_[node]; }

  /// Hides a known node at the last place that is free, and gives what is forgotten by it.
  graph_slice hide(std::uint32_t node);
  /// The inverse, for a prefix that began with all nodes hidden: the node at the first hidden place gets
  /// known, and its number is that place. Throws `domain_error` for a slice that has no place there.
  void reveal(const graph_slice& slice);
  /// The graph, once all nodes are known: numbered by places.
  unnumbered_graph symbol() const;

  /// How often the hidden nodes below a place, and not put aside, are in the urn.
  std::uint32_t urn_below(std::uint32_t place) const { return urn_.below(place); }
  std::uint32_t urn_size() const { return urn_.below(size()); }
  /// Who owns a cell of [0, urn_size()).
  std::uint32_t urn_find(std::uint32_t cell) const { return static_cast<std::uint32_t>(urn_.find(cell).at); }
  /// Known neighbours of the node at a hidden place.
  std::uint32_t known_ends(std::uint32_t place) const { return ends_[place]; }
  /// Takes a hidden node out of the urn, and puts it back. What is put aside must be back before a node is
  /// hidden or revealed.
  void put_aside(std::uint32_t place) { urn_.add(place, 0 - (ends_[place] + 1)); }
  void put_back(std::uint32_t place) { urn_.add(place, ends_[place] + 1); }

 private:
  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

  std::vector<std::vector<neighbour>> rows_;  // of hidden nodes: known ones alone where nodes are revealed
  std::vector<std::uint32_t> node_labels_;
  std::vector<std::uint32_t> place_;  // of a node; nowhere while it is known
  std::vector<std::uint32_t> ends_;   // of a place
  partial_sums urn_;                  // of places: ends_ + 1 while hidden, else 0
  label_kinds labels_;
  std::uint32_t known_ = 0, kept_ = 0;
  std::uint64_t edges_ = 0;
};

}  // namespace ansatz
