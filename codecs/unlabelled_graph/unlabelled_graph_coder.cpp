#include <algorithm>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/error.hpp>
#include <ansatz/graph/components.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <optional>
#include <random_edge/numbered_graphs.hpp>
#include <random_edge/random_edge.hpp>
#include <random_edge/random_edge_coder.hpp>
#include <tuple>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/graph_labels.hpp>
#include <unlabelled_graph/graph_union.hpp>
#include <unlabelled_graph/large_graph.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>
#include <unlabelled_graph/unlabelled_graph_coder.hpp>
#include <utility>

namespace ansatz {
namespace {

constexpr std::uint32_t ways = 16;  // of which most are free

/// A union of some number of graphs, one after another from the stack: which way, its size, the graph, whose
/// components are whose, labels.
class union_codec {
 public:
  struct symbol {
    graph_way way;
    graph_union graphs;
  };

  /// `size`: nodes and edges, where a file says them.
  union_codec(std::uint64_t graphs, std::optional<std::pair<std::uint32_t, std::uint64_t>> size,
              bool keep_order, bool node_labels, bool edge_labels)
      : graphs_{graphs},
        size_{size},
        keep_order_{keep_order},
        node_labels_{node_labels},
        edge_labels_{edge_labels} {}

 private:
  static auto way() { return labelled("way", uniform(ways)); }
  static auto number() { return labelled("sizes", log_uniform(33)); }
  component_owners_codec owners(std::uint64_t parts, graph_way way) const {
    return component_owners(parts, static_cast<std::uint32_t>(graphs_),
                            way != graph_way::by_degree ? set_order::in_turn
                            : keep_order_               ? set_order::kept
                                                        : set_order::appearance);
  }

 public:
  /// Gives the graphs as a pop does.
  template <class S>
  graph_union push(S& s, symbol x) const {
    const graph bare = without_labels(x.graphs.all);
    graph_labels(bare, node_labels_, edge_labels_).push(s, x.graphs.all);
    if (graphs_ > 1 && x.way == graph_way::numbered) {
      numbered_graphs(graphs_, bare.nodes(), bare.edges())
          .push(s, separated({bare, x.graphs.owners}, graphs_));
      way().push(s, static_cast<std::uint32_t>(x.way));
      return std::move(x.graphs);
    }
    if (graphs_ > 1) owners(x.graphs.owners.size(), x.way).push(s, x.graphs.owners);
    if (x.way == graph_way::revealed) {
      const auto large = large_graph(bare.nodes(), bare.edges());
      const auto hubs = large_graph_codec::symbol_of(bare);
      large.push(s, hubs);
      x.graphs.all = large.given(hubs);
      x.graphs.owners.assign(components(x.graphs.all).size(), 0);
    } else {
      by_way(x.way, bare.nodes(), bare.edges(), [&](const auto& codec) { codec.push(s, bare); });
    }
    if (!size_) {
      number().push(s, bare.edges() + 1);
      number().push(s, bare.nodes() + std::uint64_t{1});
    }
    way().push(s, static_cast<std::uint32_t>(x.way));
    return std::move(x.graphs);
  }

  /// Of at most so many nodes and edges.
  template <class S>
  graph_union pop(S& s, std::uint64_t most_nodes, std::uint64_t most_edges) const {
    const std::uint32_t w = way().pop(s);
    if (w > static_cast<std::uint32_t>(graph_way::revealed))
      throw domain_error("unlabelled_graph: graphs coded in a way that is not known here");
    const auto by = static_cast<graph_way>(w);
    // Whose numbers are drawn while it is pushed: owners and labels, pushed before, could not know them.
    if (by == graph_way::revealed && (graphs_ > 1 || node_labels_ || edge_labels_))
      throw domain_error("unlabelled_graph: several graphs, or labels, where one is without");
    if (by == graph_way::numbered && graphs_ > 1)
      return with_labels(s, united(numbered_graphs(graphs_, most_nodes, most_edges).pop(s), by, true));
    std::uint64_t nodes = 0, edges = 0;
    if (size_) {
      std::tie(nodes, edges) = *size_;
    } else {
      nodes = number().pop(s) - 1;
      edges = number().pop(s) - 1;
      if (nodes > most_nodes || edges > most_edges)
        throw domain_error("unlabelled_graph: graphs are larger than the file says");
    }
    graph_union out;
    const auto n = static_cast<std::uint32_t>(nodes);
    if (by == graph_way::revealed)
      out.all = large_graph(n, edges).pop(s).numbered;
    else
      by_way(by, n, edges, [&](const auto& codec) { out.all = codec.pop(s); });
    const std::size_t parts = components(out.all).size();
    out.owners = graphs_ > 1 ? owners(parts, by).pop(s) : std::vector<std::uint32_t>(parts);
    return with_labels(s, std::move(out));
  }

 private:
  template <class S>
  graph_union with_labels(S& s, graph_union bare) const {
    if (node_labels_ || edge_labels_)
      bare.all = graph_labels(std::move(bare.all), node_labels_, edge_labels_).pop(s);
    return bare;
  }
  template <class Use>
  static void by_way(graph_way way, std::uint32_t nodes, std::uint64_t edges, const Use& use) {
    switch (way) {
      case graph_way::by_degree:
        return use(labelled("by degree", unlabelled_graph(nodes, edges)));
      case graph_way::by_breadth:
        return use(labelled("breadth first", breadth_first_graph(nodes, edges)));
      case graph_way::numbered:
        return use(random_edge(nodes, edges));
      case graph_way::revealed:
        return;  // by other symbols
    }
  }

  std::uint64_t graphs_;
  std::optional<std::pair<std::uint32_t, std::uint64_t>> size_;
  bool keep_order_, node_labels_, edge_labels_;
};

class unlabelled_graph_coder final : public coder {
 public:
  std::string codec() const override { return "unlabelled_graph"; }
  std::vector<std::string> kinds() const override { return {"graphs"}; }

  comparison compare(const data_set& decoded, const data_set& coded,
                     const parameter_values& stated) const override {
    const auto *a = std::get_if<graph_set>(&decoded), *b = std::get_if<graph_set>(&coded);
    if (a == nullptr || b == nullptr || a->size() != b->size()) return {};
    const likeness all = keeps_order(stated) ? likeness_in_turn(*a, *b) : likeness_in_any_order(*a, *b);
    if (all == likeness::alike)
      return {true, "of large regular graphs only hashes were compared, which may be the same by chance"};
    return {all == likeness::isomorphic};
  }

 private:
  std::string shape_objection(const data_shape& shape) const override {
    return objection_to_graphs(std::get<graph_counts>(shape), codec());
  }
  std::vector<coder_parameter> parameters(const data_shape&) const override {
    return {{.name = "order", .suggested = 1, .least = 0, .most = 1},
            {.name = "walked",  // up to how many edges: of more, walks take minutes
             .suggested = std::uint64_t{1} << 20,
             .least = 0,
             .most = unlabelled_graph_codec::most_edges,
             .kept = false}};
  }
  // An order that is kept is not stated; a single graph has one anyway.
  parameter_values stated(parameter_values told, const chunk& coded) const override {
    if (coded.count() == 1 || keeps_order(told)) told.erase("order");
    return told;
  }
  static bool keeps_order(const parameter_values& told) {
    const auto at = told.find("order");
    return at == told.end() || at->second != 0;
  }

  static likeness likeness_in_turn(const graph_set& a, const graph_set& b) {
    likeness all = likeness::isomorphic;
    for (std::size_t i = 0; i < a.size() && all != likeness::different; ++i)
      all = std::min(all, likeness_of(a[i], b[i]));
    return all;
  }

  static union_codec codec_of(const graph_counts& all, bool keep_order) {
    std::optional<std::pair<std::uint32_t, std::uint64_t>> size;
    if (all.whole) size.emplace(static_cast<std::uint32_t>(all.nodes), all.edges);
    return {all.graphs, size, keep_order, all.node_labels > 0, all.edge_labels > 0};
  }

  /// Those that may be best; or else the one that is in any case possible.
  static std::vector<graph_way> worth_trying(const graph_counts& all, std::uint64_t walked) {
    if (all.edges > walked || all.nodes > unlabelled_graph_codec::most_nodes) return {};
    return {graph_way::by_degree, graph_way::by_breadth};
  }
  static graph_way otherwise(const graph_counts& all) {
    const bool bare = all.graphs == 1 && all.node_labels == 0 && all.edge_labels == 0;
    return bare ? graph_way::revealed : graph_way::numbered;
  }

  std::vector<std::uint64_t> push_giving(metered<rans_stack>& s, const data_view& items,
                                         const coding_options& o, const items_told& told,
                                         std::optional<data_set>& given) const override {
    const auto graphs = std::get<std::span<const graph>>(items);
    auto all = std::get<graph_counts>(shape_of_part(items));
    all.whole = o.chains == 1;
    const bool keep_order = keeps_order(o.parameters);
    const union_codec codec = codec_of(all, keep_order);
    std::optional<metered<rans_stack>> best;
    const auto attempt = [&](graph_way way) {
      metered<rans_stack> one{s};
      const graph_union back = codec.push(one, {way, united(graphs, way, keep_order)});
      if (best && best->net() <= one.net()) return;
      best = std::move(one);
      given = separated(back, graphs.size());
    };
    for (const graph_way way : worth_trying(all, o.parameters.at("walked"))) try {
        attempt(way);
      } catch (const domain_error&) {  // too broad, or too many decisions: another way takes it
      }
    if (!best) attempt(otherwise(all));
    s = std::move(*best);
    told(graphs.size());
    return {};
  }
  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    std::optional<data_set> given;
    return push_giving(s, items, o, told, given);
  }

  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values& parameters, const items_told& told) const override {
    const auto& all = std::get<graph_counts>(shape);
    const union_codec codec = codec_of(all, keeps_order(parameters));
    graph_set out = separated(codec.pop(s, all.nodes, all.edges), all.graphs);
    told(out.size());
    return out;
  }
};

}  // namespace

codec_entry unlabelled_graph_entry() {
  return {
      .name = "unlabelled_graph",
      .summary = "graphs up to isomorphism, with labels, far smaller than with the numbers of their nodes",
      .make = [] { return std::make_unique<unlabelled_graph_coder>(); },
      .not_kept = "the numbers of nodes: graphs come back isomorphic"};
}

}  // namespace ansatz
