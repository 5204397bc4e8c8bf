#pragma once
#include <ansatz/error.hpp>
#include <ansatz/graph/graph_prefix.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>

/// Graphs whose edges are there independently, node after node; see spec.md.
namespace ansatz {

/// The slices of a graph without labels, each pair of nodes joined with probability `edges` / `pairs`: what
/// `revealed` needs of `erdos_renyi`. All slices together cost what the graph costs by it, whatever the
/// order.
///
/// Throws `domain_error` for p = 0 or 1, for pairs above 2^31, and for a graph of more than `limit` edges.
class erdos_renyi_slices {
 public:
  erdos_renyi_slices(std::uint32_t edges, std::uint32_t pairs, std::uint64_t limit = std::uint64_t{1} << 28)
      : apart_{odds_of(edges, pairs)}, limit_{limit} {}

  /// The codec of the slice at the first hidden place. Rate: -log2 p a hidden neighbour, -log2 (1 - p) any
  /// other hidden node. Does push pop? No. Does pop push? No. Time linear in the hidden nodes. It refers to
  /// the prefix.
  class slice_codec {
   public:
    using symbol_type = graph_slice;
    slice_codec(const graph_prefix& before, const categorical_codec& apart, std::uint64_t limit)
        : before_{&before}, apart_{&apart}, limit_{limit} {}

    template <class S>
    void push(S& s, const graph_slice& x) const {
      expect_within(x.neighbours.size());
      std::size_t left = x.neighbours.size();
      for (std::uint32_t w = before_->size(); --w > before_->known();) {
        const bool edge = left > 0 && x.neighbours[left - 1] == w;
        left -= edge ? 1 : 0;
        apart_->push(s, edge ? 0 : 1);
      }
    }
    template <class S>
    graph_slice pop(S& s) const {
      graph_slice x;
      for (std::uint32_t w = before_->known() + 1; w < before_->size(); ++w) {
        if (apart_->pop(s) == 1) continue;
        x.neighbours.push_back(w);
        expect_within(x.neighbours.size());
      }
      return x;
    }

   private:
    void expect_within(std::uint64_t neighbours) const {
      if (before_->edges() + neighbours > limit_)
        throw domain_error("erdos_renyi: more edges than the limit");
    }
    const graph_prefix* before_;
    const categorical_codec* apart_;
    std::uint64_t limit_;
  };
  slice_codec operator()(const graph_prefix& before) const {
    if (before.labels() != label_kinds{}) throw domain_error("erdos_renyi: the graph has labels");
    return neighbours(before);
  }
  /// The same of a graph with labels, which are left out.
  slice_codec neighbours(const graph_prefix& before) const { return {before, apart_, limit_}; }

 private:
  static categorical_codec odds_of(std::uint32_t edges, std::uint32_t pairs) {
    if (edges == 0 || edges >= pairs)
      throw domain_error("erdos_renyi: edges must lie between 0 and pairs, both excluded");
    return categorical({edges, pairs - edges});
  }
  categorical_codec apart_;  // whether a pair is
  std::uint64_t limit_;
};

}  // namespace ansatz
