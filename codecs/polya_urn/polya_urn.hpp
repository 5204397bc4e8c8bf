#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/model/bag.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/drawn.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

/// Graphs whose ends of edges are drawn from an urn that gets each back with one more; see spec.md.
namespace ansatz {

/// m edges between n nodes, loops and repeats among them, as a multiset: bits back over the order of the edges
/// and over which end comes first (random edge coding). The symbol lists them in ascending order, each with its
/// smaller end first.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push, m times: pop one of the edges left, and which end is first; take the second end out of the urn and
/// push it as drawn from what is left; so the first. Pop, m times: pop both ends, each goes back with one more;
/// push which end was first, and which of the edges so far this one is.
///
/// Rate: log2 (n b)^(2m) - sum_v log2 b^(d_v) - log2 (m! / prod_e m_e!) - (m - loops), x^(k) = x (x + 1) ...
/// (x + k - 1), b = `bias`, d_v the degrees. The same for all numberings. Initial bits: log2 m + 1. Time
/// m log(n m). Throws `domain_error` for edges that are no such list.
///
/// Severo, Townsend, Khisti, Makhzani 2023, One-shot compression of large edge-exchangeable graphs using
/// bits-back coding (ICML).
class urn_edges_codec {
 public:
  using symbol_type = std::vector<graph::edge>;

  urn_edges_codec(std::uint32_t nodes, std::uint64_t edges, std::uint32_t bias)
      : nodes_{nodes}, edges_{edges}, bias_{bias} {
    if (nodes == 0 || nodes > 1u << 26) throw domain_error("polya_urn: 1 to 2^26 nodes");
    if (bias == 0 || edges > max_total / 2 || std::uint64_t{nodes} * bias + 2 * edges > max_total)
      throw domain_error("polya_urn: the urn holds at most 2^31, and each node at least once");
  }

  template <class S>
  void push(S& s, const symbol_type& x) const {
    if (x.size() != edges_) throw domain_error("polya_urn: another number of edges");
    for (std::size_t i = 0; i < x.size(); ++i)
      if (x[i].from > x[i].to || x[i].to >= nodes_ || (i > 0 && x[i] < x[i - 1]))
        throw domain_error("polya_urn: edges must ascend, their smaller ends first");
    bag<graph::edge> left;
    fenwick_bag urn = filled();
    for (const graph::edge& e : x) left.insert(e), urn.insert(e.from), urn.insert(e.to);
    for (std::size_t i = 0; i < x.size(); ++i) {
      graph::edge e = labelled("order of edges", drawn(left)).pop(s);
      left.erase(e);
      if (e.from != e.to && labelled("order of edges", uniform(2)).pop(s) == 1) std::swap(e.from, e.to);
      urn.erase(e.to);
      drawn(urn).push(s, e.to);
      urn.erase(e.from);
      drawn(urn).push(s, e.from);
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    bag<graph::edge> sent;
    fenwick_bag urn = filled();
    symbol_type x;
    for (std::uint64_t i = 0; i < edges_; ++i) {
      const std::uint32_t first = drawn(urn).pop(s);
      urn.insert(first);
      const std::uint32_t second = drawn(urn).pop(s);
      urn.insert(second);
      if (first != second) labelled("order of edges", uniform(2)).push(s, first < second ? 0 : 1);
      x.push_back({std::min(first, second), std::max(first, second)});
      sent.insert(x.back());
      labelled("order of edges", drawn(sent)).push(s, x.back());
    }
    std::ranges::sort(x);
    return x;
  }

 private:
  fenwick_bag filled() const {
    fenwick_bag urn{nodes_};
    for (std::uint32_t b = 0; b < bias_; ++b)
      for (std::uint32_t v = 0; v < nodes_; ++v) urn.insert(v);
    return urn;
  }

  std::uint32_t nodes_;
  std::uint64_t edges_;
  std::uint32_t bias_;
};

inline urn_edges_codec urn_edges(std::uint32_t nodes, std::uint64_t edges, std::uint32_t bias = 1) {
  return {nodes, edges, bias};
}

/// Simple graphs of n nodes and m edges without labels, by an urn that has no such bounds: what it could have
/// drawn, loops and repeats, has a part of the probability and is never pushed. A pop of what no push gave may
/// meet them, and throws `domain_error`.
///
/// Rate: log2 (n b)^(2m) - sum_v log2 b^(d_v) - log2 m! - m.
///
/// Does push pop? Yes. Does pop push? Yes.
inline auto polya_urn(std::uint32_t nodes, std::uint64_t edges, std::uint32_t bias = 1) {
  return mapped(
      urn_edges(nodes, edges, bias), [nodes](const std::vector<graph::edge>& x) { return graph{nodes, x}; },
      [nodes](const graph& g) {
        if (g.nodes() != nodes || !g.node_labels().empty() || !g.edge_labels().empty())
          throw domain_error("polya_urn: a graph with labels, or of another number of nodes");
        std::vector<graph::edge> x;
        for (const graph::edge e : g.all_edges()) x.push_back(e);
        return x;
      });
}

}  // namespace ansatz
