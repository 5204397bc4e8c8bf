#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/stack/lanes.hpp>
#include <ansatz/stack/recorder.hpp>
#include <cstdint>
#include <random_edge/counted_numbers.hpp>
#include <span>
#include <string_view>
#include <unlabelled_graph/walked_graph.hpp>
#include <utility>
#include <vector>

/// Labels of a graph, given the graph; see spec.md.
namespace ansatz {

/// Which labels there are, ascending, and which of these each node or edge has.
struct label_indices {
  std::vector<std::uint32_t> values, at;

  static label_indices of(std::span<const std::uint32_t> labels);
  std::vector<std::uint32_t> labels() const;
};

/// Which of so many labels each node of a graph without labels has, in their order: decisions that know
/// labels of nodes before, degrees, and hashes of what lies around. The truth is read off `known`, where it
/// is given.
std::vector<std::uint32_t> walk_of_node_labels(const graph& g, std::uint32_t values,
                                               std::span<const std::uint32_t> known, const decider& decide);
/// The same of edges, where nodes have these labels, if any.
std::vector<std::uint32_t> walk_of_edge_labels(const graph& g, std::span<const std::uint32_t> node_labels,
                                               std::uint32_t values, std::span<const std::uint32_t> known,
                                               const decider& decide);

/// Labels of nodes, or edges, or both, of a graph that is known without them. A symbol is the graph with
/// them.
///
/// Rate: of up to 256 different labels a log-uniform number each, and then adaptive decisions; of more,
/// `counted_numbers`. A push keeps 12 bytes a decision. Does push pop? No. Does pop push? No.
class graph_labels_codec {
 public:
  using symbol_type = graph;

  static constexpr std::uint32_t most_values = 256;

  /// A graph without edges has no labels of edges, without nodes none of nodes. Throws `domain_error` where g
  /// has labels. Decisions are of totals 2^bits.
  graph_labels_codec(graph g, bool of_nodes, bool of_edges, unsigned bits = 31)
      : graph_{std::move(g)},
        of_nodes_{of_nodes && graph_.nodes() > 0},
        of_edges_{of_edges && graph_.edges() > 0},
        bits_{bits} {
    if (graph_.has_labels()) throw domain_error("graph_labels: the graph has labels already");
  }

 private:
  auto walk_of_nodes() const {
    return [this](std::uint32_t values, std::span<const std::uint32_t> known, const decider& decide) {
      return walk_of_node_labels(graph_, values, known, decide);
    };
  }
  auto walk_of_edges(std::span<const std::uint32_t> nodes) const {
    return [this, nodes](std::uint32_t values, std::span<const std::uint32_t> known, const decider& decide) {
      return walk_of_edge_labels(graph_, nodes, values, known, decide);
    };
  }

  // Popped: how many values there are; few of them one by one, and then what has which.
  static auto number(std::string_view name) { return labelled(name, log_uniform(33)); }
  auto decision(std::string_view name, std::int32_t logit) const {
    return labelled(name, bernoulli_logit(logit, bits_));
  }

 public:
  template <class S>
  void push(S& s, const graph& g) const {
    if (g.node_labels().size() != (of_nodes_ ? g.nodes() : 0) ||
        g.edge_labels().size() != (of_edges_ ? g.edges() : 0) || without_labels(g) != graph_)
      throw domain_error("graph_labels: another graph, or other kinds of labels");
    if (of_edges_) push_all(s, "edge labels", g.edge_labels(), walk_of_edges(g.node_labels()));
    if (of_nodes_) push_all(s, "node labels", g.node_labels(), walk_of_nodes());
  }
  template <class S>
  graph pop(S& s) const {
    std::vector<std::uint32_t> nodes, edges;
    if (of_nodes_) nodes = pop_all(s, "node labels", graph_.nodes(), walk_of_nodes());
    if (of_edges_) edges = pop_all(s, "edge labels", graph_.edges(), walk_of_edges(nodes));
    const auto all = graph_.all_edges();
    return {graph_.nodes(), std::vector<graph::edge>(all.begin(), all.end()), std::move(nodes), edges};
  }

 private:
  template <class S, class Walk>
  void push_all(S& s, std::string_view name, std::span<const std::uint32_t> labels, const Walk& walk) const {
    const label_indices x = label_indices::of(labels);
    if (x.values.size() > most_values) {
      counted_numbers(labels.size(), name).push(s, {labels.begin(), labels.end()});
    } else {
      recorder r{lanes_of(s)};
      walk(static_cast<std::uint32_t>(x.values.size()), x.at, [&](std::int32_t logit, bool truth) {
        r.mark();
        decision(name, logit).push(r, truth);
        return truth;
      });
      r.replay(s);
      for (std::size_t i = x.values.size(); i-- > 0;)
        number(name).push(s, i == 0 ? x.values[0] + std::uint64_t{1} : x.values[i] - x.values[i - 1]);
    }
    number(name).push(s, x.values.size() + std::uint64_t{1});
  }

  template <class S, class Walk>
  std::vector<std::uint32_t> pop_all(S& s, std::string_view name, std::uint64_t count,
                                     const Walk& walk) const {
    const std::uint64_t different = number(name).pop(s) - 1;
    if (different > count || (different == 0) != (count == 0)) refuse();
    if (different > most_values) {
      auto labels = counted_numbers(count, name).pop(s);
      if (label_indices::of(labels).values.size() != different) refuse();
      return labels;
    }
    label_indices x;
    for (std::uint64_t i = 0, next = 0; i < different; ++i) {
      next = (i == 0 ? 0 : next) + number(name).pop(s);
      if (next > std::uint64_t{1} << 32) refuse();
      x.values.push_back(static_cast<std::uint32_t>(next - 1));
    }
    x.at = walk(static_cast<std::uint32_t>(different), {},
                [&](std::int32_t logit, bool) { return decision(name, logit).pop(s) != 0; });
    auto labels = x.labels();
    if (label_indices::of(labels).values != x.values) refuse();  // one that none has
    return labels;
  }
  [[noreturn]] static void refuse() { throw domain_error("graph_labels: labels that no push gives"); }

  graph graph_;
  bool of_nodes_, of_edges_;
  unsigned bits_;
};

inline graph_labels_codec graph_labels(graph g, bool of_nodes, bool of_edges) {
  return {std::move(g), of_nodes, of_edges};
}

}  // namespace ansatz
