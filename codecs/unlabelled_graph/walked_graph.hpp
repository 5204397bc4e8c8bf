#pragma once
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/mixing/decision_log.hpp>
#include <cstdint>
#include <string>

/// What codecs of graphs in an order of the encoder's choice have in common; see spec.md.
namespace ansatz {

/// A simple graph of n nodes and m edges, without labels, in the order that a way walks along.
///
/// A `Way` has a `name`; `is_in_order(g)`, and a `remedy` where it is not; `most_decisions`; and
/// `walk(nodes, edges, known, decide)`, which walks along the decisions that a graph is made of and returns
/// it. It reads their truth off `known`, where that is given, and throws `domain_error` for decisions that
/// make no graph. Decisions are pushed last to first, through a `decision_log`.
///
/// Does push pop? No. Does pop push? No; decisions that make no graph, which only a stack that no push gave
/// holds, throw `domain_error`. So do a graph with labels, of another size, or not in order, and one that
/// takes more decisions than `most_decisions`, which bounds time and memory both ways: a push keeps four
/// bytes a decision.
template <class Way>
class walked_graph_codec {
 public:
  using symbol_type = graph;

  static constexpr std::uint32_t most_nodes = std::uint32_t{1} << 24;
  static constexpr std::uint64_t most_edges = std::uint64_t{1} << 29;

  /// Of totals 2^bits. Throws `domain_error` for more nodes or edges than these, or than a simple graph has.
  walked_graph_codec(std::uint32_t nodes, std::uint64_t edges, unsigned bits = 31)
      : nodes_{nodes}, edges_{edges}, bits_{bits} {
    if (nodes > most_nodes || edges > most_edges) refuse("at most 2^24 nodes and 2^29 edges");
    if (edges > pairs_of(nodes)) refuse("more edges than a simple graph of so many nodes has");
    if (bits < 1 || bits > 31) refuse("totals of 1 to 31 bits");
  }

  template <class S>
  void push(S& s, const graph& g) const {
    if (g.nodes() != nodes_ || g.edges() != edges_) refuse("the graph's size is not the codec's");
    if (g.has_labels()) refuse("the graph has labels");
    if (!Way::is_in_order(g)) refuse(Way::remedy);
    decision_log log;
    Way::walk(nodes_, edges_, &g, [&](std::int32_t logit, bool truth) {
      expect_few(log.size());
      log.add(logit, truth);
      return truth;
    });
    log.replay(s, bits_);
  }
  template <class S>
  graph pop(S& s) const {
    std::uint64_t decisions = 0;
    return Way::walk(nodes_, edges_, nullptr, [&](std::int32_t logit, bool) {
      expect_few(decisions++);
      return bernoulli_logit(logit, bits_).pop(s) != 0;
    });
  }

 private:
  static void expect_few(std::uint64_t before) {
    if (before >= Way::most_decisions) refuse("the graph takes too many decisions");
  }
  [[noreturn]] static void refuse(const char* what) {
    throw domain_error(std::string{Way::name} + ": " + what);
  }

  std::uint32_t nodes_;
  std::uint64_t edges_;
  unsigned bits_;
};

}  // namespace ansatz
