#include <random_edge/counted_numbers.hpp>
#include <random_edge/numbered_graphs.hpp>
#include <random_edge/random_edge.hpp>
#include <random_edge/random_edge_coder.hpp>

namespace ansatz {
namespace {

/// What all graphs have of something, one after another.
template <class Of>
std::vector<std::uint32_t> all_of(std::span<const graph> graphs, Of of) {
  std::vector<std::uint32_t> out;
  for (const graph& g : graphs) {
    const auto own = of(g);
    out.insert(out.end(), own.begin(), own.end());
  }
  return out;
}

std::vector<std::uint32_t> front_of(std::span<const std::uint32_t>& labels, std::uint64_t n) {
  if (labels.empty()) return {};
  const auto own = labels.first(n);
  labels = labels.subspan(n);
  return {own.begin(), own.end()};
}

auto labels_of_nodes(std::uint64_t n) { return counted_numbers(n, "node labels"); }
auto labels_of_edges(std::uint64_t n) { return counted_numbers(n, "edge labels"); }

class random_edge_coder final : public coder {
 public:
  std::string codec() const override { return "random_edge"; }
  std::vector<std::string> kinds() const override { return {"graphs"}; }

 private:
  std::string shape_objection(const data_shape& shape) const override {
    return objection_to_graphs(std::get<graph_counts>(shape), codec());
  }

  // Popped: how many nodes and edges each graph has, which the file says of a single one; the graphs; labels of
  // nodes; labels of edges.
  std::vector<std::uint64_t> push(metered<rans_stack>& s, const data_view& items, const coding_options& o,
                                  const items_told& told) const override {
    const auto graphs = std::get<std::span<const graph>>(items);
    const auto node_labels = all_of(graphs, [](const graph& g) { return g.node_labels(); });
    const auto edge_labels = all_of(graphs, [](const graph& g) { return g.edge_labels(); });
    labels_of_edges(edge_labels.size()).push(s, edge_labels);
    labels_of_nodes(node_labels.size()).push(s, node_labels);
    graph_set bare;
    for (const graph& g : graphs) bare.push_back(without_labels(g));
    const auto all = std::get<graph_counts>(shape_of_part(items));
    if (o.chains == 1 && bare.size() == 1)
      random_edge(bare[0].nodes(), bare[0].edges()).push(s, bare[0]);
    else
      numbered_graphs(bare.size(), all.nodes, all.edges).push(s, bare);
    told(bare.size());
    return {};
  }

  data_set pop(rans_stack& s, const data_shape& shape, std::span<const std::uint64_t>,
               const parameter_values&, const items_told& told) const override {
    const auto& all = std::get<graph_counts>(shape);
    graph_set out;
    if (all.whole && all.graphs == 1)
      out.push_back(random_edge(static_cast<std::uint32_t>(all.nodes), all.edges).pop(s));
    else
      out = numbered_graphs(all.graphs, all.nodes, all.edges).pop(s);
    told(out.size());
    if (all.node_labels == 0 && all.edge_labels == 0) return out;
    const auto own_counts = std::get<graph_counts>(shape_of_part(std::span<const graph>{out}));
    const auto node_labels = labels_of_nodes(all.node_labels > 0 ? own_counts.nodes : 0).pop(s);
    const auto edge_labels = labels_of_edges(all.edge_labels > 0 ? own_counts.edges : 0).pop(s);
    std::span<const std::uint32_t> nodes_left{node_labels}, edges_left{edge_labels};
    for (graph& g : out) {
      const std::vector<graph::edge> own(g.all_edges().begin(), g.all_edges().end());
      auto labels = front_of(nodes_left, g.nodes());
      g = graph{g.nodes(), own, std::move(labels), front_of(edges_left, g.edges())};
    }
    return out;
  }
};

}  // namespace

std::string objection_to_graphs(const graph_counts& all, const std::string& codec) {
  if ((all.node_labels != 0 && all.node_labels != all.nodes) ||
      (all.edge_labels != 0 && all.edge_labels != all.edges))
    return codec + " codes graphs that have labels of all nodes, or all edges, or of none";
  if (all.nodes > random_edge_codec::most_nodes || all.edge_labels > counted_numbers_codec::most)
    return codec + " codes at most 2^26 nodes, and as many labels of edges";
  return {};
}

codec_entry random_edge_entry() {
  return {.name = "random_edge",
          .summary = "graphs with their numbering and labels, by an urn: nodes of many edges get more",
          .make = [] { return std::make_unique<random_edge_coder>(); },
          .by_request = true};
}

}  // namespace ansatz
