#pragma once
#include <ansatz/combinator/revealed.hpp>
#include <ansatz/graph/graph_prefix.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <cstdint>
#include <memory>
#include <polya_urn/urn_slices.hpp>
#include <utility>
#include <vector>

/// Graphs of millions of edges up to isomorphism; see spec.md.
namespace ansatz {

/// A prefix that tells where nodes are put that are hidden, and so which numbers they have when they come
/// back.
class placing_prefix : public graph_prefix {
 public:
  placing_prefix(std::uint32_t nodes, std::uint32_t kept)
      : graph_prefix{nodes, kept}, places_{std::make_shared<std::vector<std::uint32_t>>(nodes)} {}

  placing_prefix knowing(const unnumbered_graph& x) const { return {graph_prefix::knowing(x), places_}; }
  graph_slice hide(std::uint32_t node) {
    (*places_)[node] = known() - 1;
    return graph_prefix::hide(node);
  }
  /// Of each node of the graph that was hidden last.
  const std::vector<std::uint32_t>& places() const { return *places_; }

 private:
  placing_prefix(graph_prefix p, std::shared_ptr<std::vector<std::uint32_t>> places)
      : graph_prefix{std::move(p)}, places_{std::move(places)} {}

  std::shared_ptr<std::vector<std::uint32_t>> places_;
};

/// A simple graph of n nodes and m edges up to isomorphism, without labels, by `urn_slices`, revealed node
/// after node by hashes of three rounds in 50 chunks; the sqrt(n) nodes of most neighbours keep their
/// numbers, so that there are few initial bits.
///
/// Rate: about that of Polya's urn less log2 n!, and log2 n a hub more. Time: m (log n + 150).
class large_graph_codec {
 public:
  using symbol_type = unnumbered_graph;

  static constexpr std::uint32_t chunks = 50;
  static constexpr unsigned rounds = 3;

  large_graph_codec(std::uint32_t nodes, std::uint64_t edges)
      : nothing_{nodes, hubs_of(nodes)}, edges_{edges} {}

  /// floor(sqrt(n)).
  static std::uint32_t hubs_of(std::uint32_t n) {
    std::uint32_t root = 0;
    while ((root + std::uint64_t{1}) * (root + 1) <= n) ++root;
    return root;
  }
  static unnumbered_graph symbol_of(const graph& g) { return hubs_kept(g, hubs_of(g.nodes())); }

 private:
  auto codec() const { return revealed(nothing_, urn_slices{edges_}, prefix_hashes{rounds}, chunks); }

 public:
  template <class S>
  void push(S& s, const unnumbered_graph& x) const {
    codec().push(s, x);
  }
  template <class S>
  unnumbered_graph pop(S& s) const {
    return codec().pop(s);
  }
  /// The graph of the last push as a pop gives it.
  graph given(const unnumbered_graph& x) const { return relabelled(x.numbered, nothing_.places()); }

 private:
  placing_prefix nothing_;
  std::uint64_t edges_;
};

inline large_graph_codec large_graph(std::uint32_t nodes, std::uint64_t edges) { return {nodes, edges}; }

}  // namespace ansatz
