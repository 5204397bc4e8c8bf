#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <optional>
#include <random_edge/random_edge_coder.hpp>
#include <unlabelled_graph/private/union_codec.hpp>
#include <unlabelled_graph/unlabelled_graph_coder.hpp>
#include <utility>

namespace ansatz {
namespace {

using detail::union_codec;

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
    // The first two differ little on a network where there is much to learn from.
    constexpr std::uint64_t few = std::uint64_t{1} << 14;
    if (all.graphs == 1 && all.edges > few) return {graph_way::by_similar_rows, graph_way::by_breadth};
    return {graph_way::by_degree, graph_way::by_similar_rows, graph_way::by_breadth};
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
