#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph_prefix.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

/// Graphs with labels, node after node; see spec.md.
namespace ansatz {

/// Slices whose neighbours are coded by slices without labels, and labels each by a codec for itself: what
/// `revealed` needs of `labelled_graph`. Of which kinds labels are says the prefix.
template <class Slices, class NodeLabel, class EdgeLabel>
class labelled_slices_family {
  using neighbours_codec = decltype(std::declval<const Slices&>().neighbours(std::declval<graph_prefix&>()));
  static_assert(codec<neighbours_codec> && std::same_as<symbol_t<neighbours_codec>, graph_slice>,
                "labelled_slices: slices.neighbours(prefix) must give a codec of slices");
  static_assert(is_codec<NodeLabel>() && std::same_as<symbol_t<NodeLabel>, std::uint32_t> &&
                    is_codec<EdgeLabel>() && std::same_as<symbol_t<EdgeLabel>, std::uint32_t>,
                "labelled_slices: labels must be coded as std::uint32_t");

 public:
  labelled_slices_family(Slices slices, NodeLabel node_label, EdgeLabel edge_label)
      : slices_{std::move(slices)}, node_label_{std::move(node_label)}, edge_label_{std::move(edge_label)} {}

  /// Popped: the label of the node, its neighbours, the labels of the edges to them, by places. It refers to
  /// the family and the prefix.
  class slice_codec {
   public:
    using symbol_type = graph_slice;
    slice_codec(const labelled_slices_family& of, graph_prefix& before)
        : of_{&of}, kinds_{before.labels()}, neighbours_{of.slices_.neighbours(before)} {}

    template <class S>
    void push(S& s, const graph_slice& x) const {
      if ((!kinds_.nodes && x.node_label != 0) ||
          x.edge_labels.size() != (kinds_.edges ? x.neighbours.size() : 0))
        throw domain_error("labelled_slices: the labels of the slice are not of the prefix's kinds");
      for (std::size_t i = x.edge_labels.size(); i-- > 0;)
        labelled("edge labels", of_->edge_label_).push(s, x.edge_labels[i]);
      neighbours_.push(s, {x.neighbours, 0, {}});
      if (kinds_.nodes) labelled("node labels", of_->node_label_).push(s, x.node_label);
    }
    template <class S>
    graph_slice pop(S& s) const {
      const std::uint32_t label = kinds_.nodes ? labelled("node labels", of_->node_label_).pop(s) : 0;
      graph_slice x = neighbours_.pop(s);
      x.node_label = label;
      if (kinds_.edges)
        for (std::size_t i = 0; i < x.neighbours.size(); ++i)
          x.edge_labels.push_back(labelled("edge labels", of_->edge_label_).pop(s));
      return x;
    }

   private:
    const labelled_slices_family* of_;
    label_kinds kinds_;
    neighbours_codec neighbours_;
  };
  slice_codec operator()(graph_prefix& before) const { return {*this, before}; }

 private:
  Slices slices_;
  NodeLabel node_label_;
  EdgeLabel edge_label_;
};

template <class Slices, class NodeLabel, class EdgeLabel>
auto labelled_slices(Slices slices, NodeLabel node_label, EdgeLabel edge_label) {
  return labelled_slices_family<Slices, NodeLabel, EdgeLabel>{std::move(slices), std::move(node_label),
                                                              std::move(edge_label)};
}

}  // namespace ansatz
