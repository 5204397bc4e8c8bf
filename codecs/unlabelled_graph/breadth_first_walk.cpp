#include <algorithm>
#include <array>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/private/context_question.hpp>
#include <utility>
#include <vector>

namespace ansatz::detail {
namespace {

constexpr std::uint32_t none = UINT32_MAX;
constexpr std::size_t looked_at = 64;  // neighbours of a node, for what it has in common with another

class breadth_first_walk {
 public:
  breadth_first_walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide)
      : nodes_{nodes}, ends_left_{2 * edges}, known_{known}, decide_{decide} {
    if (known != nullptr) known_degrees_ = degrees(*known);
  }

  graph run() {
    for (std::uint32_t v = 0; v < nodes_; ++v) {
      if (v == reached()) reach(none, 0, ends_left_, 0);
      ask_about_edges(v);
      ask_about_children(v);
    }
    if (ends_left_ > 0) refuse();
    return {nodes_, edges_};
  }

 private:
  struct node {
    std::uint32_t degree, left, parent, depth;  // left: edges that are not known yet
    std::vector<std::uint32_t> neighbours;      // known ones, in the order in which they became known
    std::uint32_t marked = none;                // as a neighbour of this node, or that node itself
  };

  [[noreturn]] static void refuse() {
    throw domain_error("breadth_first_graph: decisions that make no graph");
  }
  std::uint32_t reached() const { return static_cast<std::uint32_t>(seen_.size()); }
  std::uint32_t degree_of(std::uint32_t v) const { return v == none ? 0 : seen_[v].degree; }
  std::uint32_t parent_of(std::uint32_t v) const { return v == none ? none : seen_[v].parent; }

  /// The next node and its degree, which lies between these; the parent has so many children from it on.
  void reach(std::uint32_t parent, std::uint64_t least, std::uint64_t most, std::uint32_t children) {
    const std::uint32_t v = reached(), grandparent = parent_of(parent);
    if (v >= nodes_ || most < least) refuse();
    const std::uint64_t p = degree_of(parent), pp = degree_of(grandparent), bound = parent == none ? 0 : most,
                        root = parent == none, depth = parent == none ? 0 : seen_[parent].depth,
                        last = v > 0 ? seen_[v - 1].degree : 0;
    std::uint64_t degree = least;
    while (degree < most) {
      const std::uint64_t d = std::min<std::uint64_t>(degree, 15) << 1 | root;
      const auto of = [&](std::initializer_list<std::uint64_t> numbers) { return context_of(d, numbers); };
      const std::array<std::uint64_t, 6> contexts{of({}),
                                                  of({p, children}),
                                                  of({p, pp, children, bound}),
                                                  of({last, p, children}),
                                                  of({pp, degree_of(parent_of(grandparent)), p}),
                                                  of({bound, p, depth})};
      const std::size_t kind = std::min<std::uint64_t>(degree, 7) * 8 + std::min<std::uint64_t>(p, 7);
      if (!degree_.ask(decide_, known_ != nullptr && known_degrees_[v] > degree, contexts, kind)) break;
      ++degree;
    }
    ends_left_ -= degree;
    const auto d = static_cast<std::uint32_t>(degree);
    seen_.push_back({d, d, parent, static_cast<std::uint32_t>(depth + 1), {}, none});
    if (parent != none) join(parent, v);
  }

  void join(std::uint32_t v, std::uint32_t w) {
    --seen_[v].left;
    --seen_[w].left;
    seen_[v].neighbours.push_back(w);
    seen_[w].neighbours.push_back(v);
    seen_[w].marked = v;
    edges_.push_back({v, w});
  }

  /// How long the ring is that an edge would close in the tree of parents; at most 12.
  std::uint32_t ring(std::uint32_t v, std::uint32_t w) const {
    std::uint32_t length = 1;
    for (; v != w && length < 12; ++length) {
      if (v > w) std::swap(v, w);
      w = seen_[w].parent;
    }
    return length;
  }

  /// To nodes that are reached already.
  void ask_about_edges(std::uint32_t v) {
    seen_[v].marked = v;
    for (const std::uint32_t w : seen_[v].neighbours) seen_[w].marked = v;
    const std::uint32_t end = reached();
    if (end - v > by_breadth::most_breadth)
      throw domain_error("breadth_first_graph: a graph that is too broad");
    std::uint32_t open = 0, asked = 0;
    for (std::uint32_t w = v + 1; w < end; ++w) open += seen_[w].left > 0 ? 1 : 0;
    for (std::uint32_t w = v + 1; w < end && seen_[v].left > 0; ++w) {
      if (seen_[w].left == 0) continue;
      --open;
      if (edge_between(v, w, asked++, open)) join(v, w);
    }
  }

  bool edge_between(std::uint32_t v, std::uint32_t w, std::uint64_t asked, std::uint64_t open) {
    const node &a = seen_[v], &b = seen_[w];
    std::uint64_t common = 0, walks = 0;
    const auto some = [](const node& n) {
      return std::span{n.neighbours}.first(std::min(looked_at, n.neighbours.size()));
    };
    for (const std::uint32_t x : some(b)) common += seen_[x].marked == v ? 1 : 0;
    if (common == 0)
      for (const std::uint32_t x : some(b))
        for (const std::uint32_t y : some(seen_[x])) walks += y != v && seen_[y].marked == v ? 1 : 0;
    const std::uint64_t length = ring(v, w), way = w - v, own = a.left, other = b.left;
    const std::array<std::uint64_t, 8> contexts{
        context_of(0, {own, other, length}),
        context_of(0, {length, common, walks}),
        context_of(0, {way, own, open}),
        context_of(0, {a.degree, b.degree, common, own}),
        context_of(0, {common, walks, other, own}),
        context_of(a.parent == b.parent ? 1 : 0, {length, asked, open}),
        context_of(0, {length, a.degree, b.degree, own, other}),
        context_of(b.depth - a.depth, {way, common, length})};
    const std::size_t kind = std::min<std::uint64_t>(length, 7) * 8 + std::min<std::uint64_t>(common, 7);
    return edge_.ask(decide_, known_ != nullptr && known_->has_edge(v, w), contexts, kind);
  }

  /// All other edges of v lead to nodes that it is the first to reach.
  void ask_about_children(std::uint32_t v) {
    std::uint64_t most = ends_left_;
    for (std::uint32_t children = seen_[v].left; children > 0; --children) {
      if (ends_left_ < children) refuse();
      reach(v, 1, std::min(most, ends_left_ - (children - 1)), children);
      most = seen_.back().degree;
    }
  }

  std::uint32_t nodes_;
  std::uint64_t ends_left_;  // of edges, of nodes that are not reached
  const graph* known_;
  std::vector<std::uint32_t> known_degrees_;
  const decider& decide_;
  context_question degree_{6, 64}, edge_{8, 64};
  std::vector<node> seen_;
  std::vector<graph::edge> edges_;
};

}  // namespace

}  // namespace ansatz::detail

namespace ansatz {

graph by_breadth::walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide) {
  return detail::breadth_first_walk{nodes, edges, known, decide}.run();
}

}  // namespace ansatz
