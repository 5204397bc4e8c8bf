#include <algorithm>
#include <ansatz/combinator/revealed.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <erdos_renyi/erdos_renyi_slices.hpp>
#include <graphs/coded.hpp>
#include <graphs/cost.hpp>
#include <polya_urn/urn_slices.hpp>
#include <unlabelled_graph/large_graph.hpp>

namespace ansatz::experiment {
namespace {

constexpr std::uint32_t every_node = ~std::uint32_t{0};

template <class SlicesOf, class Keys>
graph_cost code_revealed(const graph_data& data, const SlicesOf& slices_of, const Keys& keys,
                         std::uint32_t chunks, bool hubs, std::optional<double> theory = {}) {
  return unless_refused([&](graph_cost& c) {
    c.theory = theory;
    std::vector<unnumbered_graph> symbols;
    const stopwatch arranging;
    for (const graph& g : data.graphs)
      symbols.push_back(hubs ? large_graph_codec::symbol_of(g) : unnumbered_graph{g});
    c.arranging_seconds = hubs ? arranging.seconds() : 0;
    code(c, symbols, [&](const unnumbered_graph& x) {
      return revealed(graph_prefix{x.numbered.nodes(), x.kept}, slices_of(x.numbered), keys, chunks);
    });
  });
}

/// A canonical order a node takes long where there are many.
std::string too_large(const graph_data& data) {
  const bool large = std::ranges::any_of(data.graphs, [](const graph& g) { return g.nodes() > 5000; });
  return large ? "more than 5000 nodes, each of which takes a canonical order" : "";
}

template <class Keys>
graph_cost by_erdos_renyi(const graph_data& data, const Keys& keys, std::uint32_t chunks, bool exact) {
  std::string why = no_erdos_renyi(data);
  if (exact && why.empty()) why = too_large(data);
  if (!why.empty()) return {.refused = why};
  const auto slices = [&](const graph&) {
    return erdos_renyi_slices(static_cast<std::uint32_t>(data.edges()),
                              static_cast<std::uint32_t>(data.pairs()));
  };
  std::optional<double> theory;
  if (exact) theory = erdos_renyi_bits(data) - log2_orders(data) + log2_automorphisms(data);
  return code_revealed(data, slices, keys, chunks, false, theory);
}

auto urn_of(const graph& g) { return urn_slices{g.edges()}; }

}  // namespace

graph_cost urn_in_chunks(const graph_data& data, unsigned rounds, std::uint32_t chunks, bool hubs) {
  if (data.edges() > 1000000 && !(hubs && rounds <= 3))
    return {.refused = "more than 10^6 edges, which are hashed once a chunk"};
  return code_revealed(data, urn_of, prefix_hashes{rounds}, chunks, hubs);
}

std::vector<graph_method> revealed_methods() {
  return {
      {"erdos_renyi_slices", "revealed",
       [](const graph_data& d) { return by_erdos_renyi(d, prefix_orbits{}, every_node, true); },
       sizes_told::nodes_of_each},
      {"erdos_renyi_slices", "revealed by 3 rounds",
       [](const graph_data& d) { return by_erdos_renyi(d, prefix_hashes{3}, 200, false); },
       sizes_told::nodes_of_each},
      {"urn_slices", "revealed",
       [](const graph_data& d) {
         if (std::string why = too_large(d); !why.empty()) return graph_cost{.refused = why};
         return code_revealed(d, urn_of, prefix_orbits{}, every_node, false);
       }},
      {"urn_slices", "revealed by 3 rounds",
       [](const graph_data& d) { return urn_in_chunks(d, 3, 200, false); }},
      {"urn_slices", "revealed by 10 rounds",
       [](const graph_data& d) { return urn_in_chunks(d, 10, 200, false); }},
      {"urn_slices", "revealed but for hubs",
       [](const graph_data& d) { return urn_in_chunks(d, 3, 50, true); }},
  };
}

}  // namespace ansatz::experiment
