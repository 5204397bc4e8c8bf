#include <fmt/format.h>

#include <algorithm>
#include <ansatz/combinator/revealed.hpp>
#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <cmath>
#include <erdos_renyi/erdos_renyi.hpp>
#include <erdos_renyi/erdos_renyi_slices.hpp>
#include <graphs/coded.hpp>
#include <graphs/labels.hpp>
#include <labelled_graph/labelled_graph.hpp>
#include <labelled_graph/labelled_slices.hpp>
#include <polya_urn/polya_urn.hpp>
#include <polya_urn/urn_slices.hpp>

namespace ansatz::experiment {
namespace {

/// How often each label occurs in a data set: one table, which a file would have to hold.
class label_table {
 public:
  template <class LabelsOf>
  label_table(const graph_set& graphs, const LabelsOf& labels_of) {
    for (const graph& g : graphs)
      for (const std::uint32_t label : labels_of(g)) {
        if (label >= counts_.size()) counts_.resize(std::max<std::size_t>(label + std::size_t{1}, 1));
        ++counts_[label];
      }
  }

  bool empty() const { return counts_.empty(); }
  /// Of one label where there is none: it is not used.
  categorical_codec codec() const { return empty() ? categorical({1}) : categorical(counts_); }
  /// -log2 p of all labels.
  double ideal() const {
    log2_sum masses, totals;
    std::uint64_t all = 0;
    for (const std::uint32_t n : counts_) all += n;
    for (const std::uint32_t n : counts_)
      for (std::uint32_t i = 0; i < n; ++i) {
        totals.add(all);
        masses.add(n);
      }
    return (totals.value() - masses.value()).to_double();
  }
  /// What the table takes: how many labels there may be, and how often each occurs, by log_uniform.
  double parameters() const {
    metered s{rans_stack{}};
    for (const std::uint32_t n : counts_) log_uniform(32).push(s, n + std::uint64_t{1});
    log_uniform(32).push(s, counts_.size() + 1);
    return s.net().to_double();
  }

 private:
  std::vector<std::uint32_t> counts_;
};

struct labelled_data {
  const graph_data& data;
  label_table nodes, edges;
  label_kinds kinds;

  explicit labelled_data(const graph_data& of)
      : data{of},
        nodes{of.with_labels, [](const graph& g) { return g.node_labels(); }},
        edges{of.with_labels, [](const graph& g) { return g.edge_labels(); }},
        kinds{!nodes.empty(), !edges.empty()} {}

  double log2_automorphisms() const {
    bits sum{};
    for (const graph& g : data.with_labels) sum += permutation_group{g.nodes(), automorphisms(g)}.order();
    return sum.to_double();
  }
  double labels() const { return nodes.ideal() + edges.ideal(); }
  double parameters() const {
    return (kinds.nodes ? nodes.parameters() : 0) + (kinds.edges ? edges.parameters() : 0);
  }
};

template <class PlainOf>
graph_cost joint(const labelled_data& all, const PlainOf& plain_of, std::optional<double> theory) {
  return unless_refused([&](graph_cost& c) {
    c.theory = theory;
    graph_set symbols;
    for (const graph& g : all.data.with_labels) symbols.push_back(relabelled(g, isomorphism_order{}(g).to));
    code(c, symbols, [&](const graph& g) {
      return shuffled(labelled_graph(plain_of(g), all.nodes.codec(), all.edges.codec(), all.kinds),
                      isomorphism_order{});
    });
  });
}

template <class SlicesOf, class Keys>
graph_cost node_by_node(const labelled_data& all, const SlicesOf& slices_of, const Keys& keys,
                        std::optional<double> theory) {
  return unless_refused([&](graph_cost& c) {
    c.theory = theory;
    std::vector<unnumbered_graph> symbols;
    for (const graph& g : all.data.with_labels) symbols.push_back({g});
    code(c, symbols, [&](const unnumbered_graph& x) {
      return revealed(graph_prefix{x.numbered.nodes(), 0, all.kinds},
                      labelled_slices(slices_of(x.numbered), all.nodes.codec(), all.edges.codec()), keys);
    });
  });
}

}  // namespace

bool has_labels(const graph_data& data) {
  return std::ranges::any_of(data.with_labels, [](const graph& g) { return g.has_labels(); });
}

table labels_of(const std::vector<graph_data>& sets) {
  table t{"labels",
          {{"data", ""},
           {"codec", ""},
           {"order", ""},
           {"net", "bits/edge", 4},
           {"theory", "bits/edge", 4, "closed form"},
           {"gross", "bits/edge", 4},
           {"nodes", "bits/edge", 4, "of node labels"},
           {"edges", "bits/edge", 4, "of edge labels"},
           {"parameters", "bits", 0},
           {"automorphisms", "bits", 2, "log2 |Aut|"},
           {"push", "s", 3},
           {"pop", "s", 3}}};
  double worst = 0;
  for (const graph_data& data : sets) {
    if (!has_labels(data)) continue;
    const labelled_data all{data};
    const auto m = static_cast<std::uint32_t>(data.edges()), pairs = static_cast<std::uint32_t>(data.pairs());
    const auto one_p = [&](const graph& g) { return erdos_renyi(g.nodes(), m, pairs); };
    const auto slices = [&](const graph&) { return erdos_renyi_slices(m, pairs); };
    const auto urn = [](const graph& g) { return polya_urn(g.nodes(), g.edges()); };
    const auto urn_after_node = [](const graph& g) { return urn_slices{g.edges()}; };
    const double aut = all.log2_automorphisms(),
                 theory = erdos_renyi_bits(data) + all.labels() - log2_orders(data) + aut;
    const auto row = [&](const char* codec, const char* order, const graph_cost& c) {
      const auto each = [&](double b) { return b / static_cast<double>(data.edges()); };
      if (!c.taken) throw domain_error(data.name + ": " + c.refused);
      if (c.theory) worst = std::max(worst, std::abs(c.taken->net.to_double() - *c.theory));
      t.add({data.name, codec, order, each(c.taken->net.to_double()),
             c.theory ? value{each(*c.theory)} : value{}, each(8 * static_cast<double>(c.taken->bytes)),
             each(c.taken->net_of("node labels").to_double()),
             each(c.taken->net_of("edge labels").to_double()), all.parameters(), aut, c.taken->push_seconds,
             c.taken->pop_seconds});
    };
    row("erdos_renyi", "complete", joint(all, one_p, theory));
    row("erdos_renyi_slices", "revealed", node_by_node(all, slices, prefix_orbits{}, theory));
    row("erdos_renyi_slices", "revealed by 3 rounds", node_by_node(all, slices, prefix_hashes{3}, {}));
    row("polya_urn", "complete", joint(all, urn, {}));
    row("urn_slices", "revealed", node_by_node(all, urn_after_node, prefix_orbits{}, {}));
    row("urn_slices", "revealed by 3 rounds", node_by_node(all, urn_after_node, prefix_hashes{3}, {}));
  }
  t.note(
      "with their labels, each kind by one table a data set: parameters, not in net; all decoded; net "
      "differs from "
      "the closed form by at most " +
      fmt::format("{:.6f}", worst) + " bits");
  return t;
}

}  // namespace ansatz::experiment
