#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph_prefix.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model.hpp>
#include <ansatz/model/ranked_set.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <polya_urn/urn_share.hpp>
#include <vector>

/// Graphs by Polya's urn, node after node; see spec.md.
namespace ansatz {

/// The slices of a graph of `edges` edges without labels, by the urn that the prefix keeps: how many of the
/// edges that are left the node gets, which `urn_share` says; its neighbours drawn from the hidden nodes,
/// each in proportion to its known neighbours and one more, without putting back; bits back over the order in
/// which they are drawn.
///
/// Throws `domain_error` for more than 2^29 edges, for a graph of other edges, and for one with labels.
/// `bits` is the precision of the number of neighbours: 4 to 24.
class urn_slices {
 public:
  explicit urn_slices(std::uint64_t edges, unsigned bits = 20) : edges_{edges}, bits_{bits} {
    if (edges > max_total / 4) throw domain_error("urn_slices: more than 2^29 edges");
    if (bits < 4 || bits > 24) throw domain_error("urn_slices: a precision of 4 to 24 bits");
  }

  /// The codec of the slice at the first hidden place. Rate: -log2 p(k) and the k draws, less log2 k!, the
  /// draws being as they were popped. Initial bits: log2 k. Does push pop? Yes. Does pop push? Yes. Time k
  /// log n. While it codes it takes nodes out of the prefix's urn, and puts them back.
  class slice_codec {
   public:
    using symbol_type = graph_slice;
    slice_codec(graph_prefix& before, std::uint64_t edges, unsigned bits)
        : before_{&before}, place_{before.known()}, bits_{bits} {
      const std::uint64_t hidden = before.size() - place_;
      if (before.edges() > edges || edges - before.edges() > pairs_of(hidden))
        throw domain_error("urn_slices: the graph has another number of edges");
      left_ = edges - before.edges();
    }

   private:
    /// A hidden node that is not put aside.
    struct drawn_node {
      using symbol_type = std::uint32_t;
      const graph_prefix* from;
      ansatz::total total() const { return ansatz::total{from->urn_size()}; }
      interval interval_of(std::uint32_t w) const {
        const std::uint32_t start = from->urn_below(w);
        return {start, from->urn_below(w + 1) - start};
      }
      found<std::uint32_t> find(std::uint32_t cell) const {
        const std::uint32_t w = from->urn_find(cell);
        return {w, interval_of(w)};
      }
    };
    auto neighbour() const { return labelled("neighbours", modelled(drawn_node{before_})); }
    static auto which(std::size_t n) {
      return labelled("order of neighbours", uniform(static_cast<std::uint32_t>(n)));
    }
    auto count() const {
      const std::uint32_t own = before_->known_ends(place_) + 1;
      return labelled("numbers of neighbours",
                      urn_share(left_, own, before_->urn_size() - own, least(), most(), bits_));
    }

   public:
    template <class S>
    void push(S& s, const graph_slice& x) const {
      const auto k = static_cast<std::uint32_t>(x.neighbours.size());
      if (k < least() || k > most()) throw domain_error("urn_slices: the graph has another number of edges");
      before_->put_aside(place_);
      for (const std::uint32_t w : x.neighbours) before_->put_aside(w);
      for (ranked_set left{std::vector<std::uint64_t>(x.neighbours.begin(), x.neighbours.end())};
           left.size() > 0;) {
        const auto w = static_cast<std::uint32_t>(left.take(which(left.size()).pop(s)));
        before_->put_back(w);
        neighbour().push(s, w);
      }
      before_->put_back(place_);
      count().push(s, k);
    }
    template <class S>
    graph_slice pop(S& s) const {
      const std::uint32_t k = count().pop(s);
      graph_slice x;
      ranked_set sent;
      before_->put_aside(place_);
      for (std::uint32_t i = 0; i < k; ++i) {
        x.neighbours.push_back(neighbour().pop(s));
        before_->put_aside(x.neighbours.back());
        const auto rank = static_cast<std::uint32_t>(sent.insert(x.neighbours.back()));
        which(sent.size()).push(s, rank);
      }
      for (const std::uint32_t w : x.neighbours) before_->put_back(w);
      before_->put_back(place_);
      std::ranges::sort(x.neighbours);
      return x;
    }

   private:
    std::uint64_t others() const { return before_->size() - place_ - std::uint64_t{1}; }
    /// What the other hidden nodes have no room for.
    std::uint32_t least() const {
      const std::uint64_t room = pairs_of(others());
      return static_cast<std::uint32_t>(left_ > room ? left_ - room : 0);
    }
    std::uint32_t most() const { return static_cast<std::uint32_t>(std::min(left_, others())); }

    graph_prefix* before_;
    std::uint32_t place_;
    unsigned bits_;
    std::uint64_t left_ = 0;  // edges between hidden nodes
  };
  slice_codec operator()(graph_prefix& before) const {
    if (before.labels() != label_kinds{}) throw domain_error("urn_slices: the graph has labels");
    return neighbours(before);
  }
  /// The same of a graph with labels, which are left out.
  slice_codec neighbours(graph_prefix& before) const { return {before, edges_, bits_}; }

 private:
  std::uint64_t edges_;
  unsigned bits_;
};

}  // namespace ansatz
