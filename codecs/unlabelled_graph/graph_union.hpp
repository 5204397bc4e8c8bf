#pragma once
#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/model/fenwick_bag.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>
#include <random_edge/counted_numbers.hpp>
#include <span>
#include <vector>

/// Sets of graphs as one graph, whose components are theirs; see spec.md.
namespace ansatz {

/// What a set of graphs is coded as.
enum class graph_way : std::uint8_t {
  by_degree,        ///< one `unlabelled_graph`
  by_breadth,       ///< one `breadth_first_graph`, graph after graph
  numbered,         ///< one graph with its numbering, graph after graph, by `random_edge`
  revealed,         ///< a single one without labels, a `large_graph`
  by_similar_rows,  ///< one `similar_rows_graph`
};

/// Whether components are those of the arranged union, in an order of its own.
constexpr bool comes_arranged(graph_way way) {
  return way == graph_way::by_degree || way == graph_way::by_similar_rows;
}

/// In which order components come.
enum class set_order : std::uint8_t {
  in_turn,     ///< graph after graph
  kept,        ///< any; graphs have their numbers
  appearance,  ///< any; graphs are numbered as their first components come, those without nodes last
};

/// Graphs as one, and of each of its components, by their smallest nodes, whose it is.
struct graph_union {
  graph all;
  std::vector<std::uint32_t> owners;
  friend bool operator==(const graph_union&, const graph_union&) = default;
};

/// Graphs, at least one, as they are coded that way. Where their order is not kept, they come back by
/// appearance, or by size. Labels are kept where all graphs have them.
graph_union united(std::span<const graph> graphs, graph_way way, bool keep_order);
/// Each graph is the components that it owns, its nodes in their order. Throws `domain_error` where owners
/// are not as many as components, or one is not below `graphs`.
graph_set separated(const graph_union& u, std::uint64_t graphs);

/// Whose each of so many components is, so many of each graph.
///
/// Rate: how many each has, by `counted_numbers`; then in turn nothing, in an order that is kept
/// log2 (components! / prod (components of a graph)!), by appearance nothing for a component of a graph that
/// has not come before, where all are of one, so that for connected graphs it is nothing at all. Does push
/// pop? No. Does pop push? No.
class component_owners_codec {
 public:
  using symbol_type = std::vector<std::uint32_t>;

  component_owners_codec(std::uint64_t components, std::uint32_t graphs, set_order order)
      : components_{components}, graphs_{graphs}, order_{order} {}

 private:
  /// A component drawn from those that are left; all those of graphs that have not come yet are of the next
  /// one.
  class next_or_come {
   public:
    using symbol_type = std::uint32_t;
    next_or_come(const fenwick_bag& left, std::uint32_t come) : left_{&left}, come_{come} {}
    ansatz::total total() const { return ansatz::total{static_cast<std::uint32_t>(left_->size())}; }
    interval interval_of(std::uint32_t g) const {
      const interval own = left_->interval_of(g);
      return g < come_ ? own : interval{own.start, static_cast<std::uint32_t>(left_->size()) - own.start};
    }
    found<std::uint32_t> find(std::uint32_t cell) const {
      const auto own = left_->find(cell);
      return own.symbol < come_ ? own : found<std::uint32_t>{come_, interval_of(come_)};
    }

   private:
    const fenwick_bag* left_;
    std::uint32_t come_;
  };

  static auto of(const fenwick_bag& left, std::uint32_t come) {
    return labelled("components", modelled_codec{next_or_come{left, come}});
  }
  auto numbers() const { return counted_numbers(graphs_, "components"); }

 public:
  template <class S>
  void push(S& s, const symbol_type& owners) const {
    std::vector<std::uint32_t> counts(graphs_);
    std::uint32_t come = order_ == set_order::appearance ? 0 : graphs_;
    for (const std::uint32_t g : owners) {
      if (g >= graphs_ || g > come) refuse();
      come = std::max(come, g + 1);
      ++counts[g];
    }
    if (owners.size() != components_ || (order_ == set_order::in_turn && !std::ranges::is_sorted(owners)))
      refuse();
    if (order_ != set_order::in_turn && !owners.empty()) {
      fenwick_bag left{std::vector<std::uint32_t>(graphs_, 0)};
      std::vector<std::uint32_t> seen(counts);
      for (std::size_t i = owners.size(); i-- > 0;) {
        const std::uint32_t g = owners[i];
        left.insert(g);
        // It is the first of its graph: before it, fewer had come.
        if (--seen[g] == 0 && order_ == set_order::appearance) come = g;
        of(left, come).push(s, g);
      }
    }
    numbers().push(s, counts);
  }

  template <class S>
  symbol_type pop(S& s) const {
    const std::vector<std::uint32_t> counts = numbers().pop(s);
    std::uint64_t sum = 0;
    for (const std::uint32_t n : counts) sum += n;
    if (sum != components_) refuse();
    symbol_type owners;
    if (order_ == set_order::in_turn) {
      for (std::uint32_t g = 0; g < graphs_; ++g) owners.insert(owners.end(), counts[g], g);
      return owners;
    }
    if (components_ == 0) return owners;
    fenwick_bag left{counts};
    std::uint32_t come = order_ == set_order::appearance ? 0 : graphs_;
    for (std::uint64_t i = 0; i < components_; ++i) {
      const std::uint32_t g = of(left, come).pop(s);
      if (left.interval_of(g).freq == 0) refuse();
      left.erase(g);
      come = std::max(come, g + 1);
      owners.push_back(g);
    }
    return owners;
  }

 private:
  [[noreturn]] static void refuse() {
    throw domain_error("component_owners: components that are not those of so many graphs in this order");
  }

  std::uint64_t components_;
  std::uint32_t graphs_;
  set_order order_;
};

inline component_owners_codec component_owners(std::uint64_t components, std::uint32_t graphs,
                                               set_order order) {
  return {components, graphs, order};
}

}  // namespace ansatz
