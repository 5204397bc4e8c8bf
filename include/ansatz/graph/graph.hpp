#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <vector>

namespace ansatz {

/// What is done with an edge that a simple graph has no room for.
enum class edge_fault : std::uint8_t { refuse, drop };

/// Edges from a node to itself, and edges that are there already, in either direction. One that repeats another
/// with another label is refused in any case.
struct edge_rules {
  edge_fault loops = edge_fault::refuse, repeats = edge_fault::refuse;
};

/// A simple undirected graph on the nodes 0, ..., n - 1, with a label a node and a label an edge where it has
/// such. A value, and immutable. Each edge is stored once, in the row of its smaller node, and rows ascend: so
/// two graphs are equal where their numbering, edges and labels are. 4 bytes an edge, 8 a node.
class graph {
 public:
  struct edge {
    std::uint32_t from = 0, to = 0;
    friend constexpr auto operator<=>(const edge&, const edge&) = default;
  };
  class edge_iterator;
  class edge_range;

  graph() = default;  ///< without nodes

  /// From edges in any order and direction. Labels: none, or one each; those of edges in the order of the
  /// edges. Throws `domain_error` for a node that is not there, for labels of another number, and for what
  /// `rules` refuse.
  graph(std::uint32_t nodes, std::span<const edge> edges, std::vector<std::uint32_t> node_labels = {},
        std::span<const std::uint32_t> edge_labels = {}, edge_rules rules = {});

  std::uint32_t nodes() const {
    return offsets_.empty() ? 0 : static_cast<std::uint32_t>(offsets_.size() - 1);
  }
  std::uint64_t edges() const { return larger_.size(); }  ///< how many

  /// The neighbours of v that are larger than v, ascending.
  std::span<const std::uint32_t> larger(std::uint32_t v) const { return row(larger_, v); }
  /// The labels of these edges; empty where edges have none.
  std::span<const std::uint32_t> larger_labels(std::uint32_t v) const {
    return edge_labels_.empty() ? std::span<const std::uint32_t>{} : row(edge_labels_, v);
  }
  /// How many edges stand before the row of v; v may be n.
  std::uint64_t edges_before(std::uint32_t v) const { return offsets_.empty() ? 0 : offsets_[v]; }

  /// All edges, from < to, ascending. Refers to the graph, which must be no temporary.
  edge_range all_edges() const&;
  edge_range all_edges() const&& = delete;

  /// A label a node; empty where nodes have none.
  std::span<const std::uint32_t> node_labels() const { return node_labels_; }
  /// A label an edge, in the order of `all_edges`; empty where edges have none.
  std::span<const std::uint32_t> edge_labels() const { return edge_labels_; }

  bool has_labels() const { return !node_labels_.empty() || !edge_labels_.empty(); }

  /// In either direction. False for nodes that are not there.
  bool has_edge(std::uint32_t v, std::uint32_t w) const;

  friend bool operator==(const graph&, const graph&) = default;

 private:
  std::span<const std::uint32_t> row(const std::vector<std::uint32_t>& of, std::uint32_t v) const {
    return std::span{of}.subspan(offsets_[v], offsets_[v + 1] - offsets_[v]);
  }

  std::vector<std::uint64_t> offsets_;  // n + 1 of them, none where n is 0
  std::vector<std::uint32_t> larger_, node_labels_, edge_labels_;
};

/// Graphs in their order, each of its own size.
using graph_set = std::vector<graph>;

class graph::edge_iterator {
 public:
  using value_type = edge;
  using difference_type = std::ptrdiff_t;
  using reference = edge;
  using pointer = void;
  using iterator_category = std::input_iterator_tag;

  edge_iterator() = default;
  edge_iterator(const graph& g, std::uint32_t from, std::uint64_t at) : of_{&g}, from_{from}, at_{at} {
    pass_ends();
  }
  edge operator*() const { return {from_, of_->larger_[at_]}; }
  edge_iterator& operator++() {
    ++at_;
    pass_ends();
    return *this;
  }
  edge_iterator operator++(int) {
    edge_iterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const edge_iterator& a, const edge_iterator& b) { return a.at_ == b.at_; }

 private:
  // To the row that holds the edge; past the last edge it stays where it is.
  void pass_ends() {
    while (at_ < of_->larger_.size() && at_ >= of_->offsets_[from_ + 1]) ++from_;
  }

  const graph* of_ = nullptr;
  std::uint32_t from_ = 0;
  std::uint64_t at_ = 0;
};

class graph::edge_range {
 public:
  explicit edge_range(const graph& g) : of_{&g} {}
  edge_iterator begin() const { return {*of_, 0, 0}; }
  edge_iterator end() const { return {*of_, of_->nodes(), of_->edges()}; }
  std::uint64_t size() const { return of_->edges(); }

 private:
  const graph* of_;
};

inline graph::edge_range graph::all_edges() const& { return edge_range{*this}; }

/// How many pairs of nodes there are, fewer than 2^32 nodes: as many edges as a simple graph may have.
constexpr std::uint64_t pairs_of(std::uint64_t nodes) {
  return nodes % 2 == 0 ? nodes / 2 * (nodes - 1) : (nodes - 1) / 2 * nodes;
}

/// The graph without its labels.
graph without_labels(const graph& g);

/// Neighbours a node.
std::vector<std::uint32_t> degrees(const graph& g);

/// All neighbours of each node, ascending, and the labels of the edges to them: each edge is there twice. Does
/// not refer to the graph.
class neighbourhoods {
 public:
  explicit neighbourhoods(const graph& g);

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(offsets_.size() - 1); }
  std::uint32_t degree(std::uint32_t v) const {
    return static_cast<std::uint32_t>(offsets_[v + 1] - offsets_[v]);
  }
  std::span<const std::uint32_t> of(std::uint32_t v) const {
    return std::span{neighbours_}.subspan(offsets_[v], degree(v));
  }
  /// Empty where edges have no labels.
  std::span<const std::uint32_t> labels_of(std::uint32_t v) const {
    return labels_.empty() ? std::span<const std::uint32_t>{}
                           : std::span{labels_}.subspan(offsets_[v], degree(v));
  }

 private:
  std::vector<std::uint64_t> offsets_;  // n + 1 of them
  std::vector<std::uint32_t> neighbours_, labels_;
};

/// The graph whose node p[v] is what node v of g is. Throws `domain_error` where p is no permutation of the
/// nodes.
graph relabelled(const graph& g, std::span<const std::uint32_t> p);

}  // namespace ansatz
