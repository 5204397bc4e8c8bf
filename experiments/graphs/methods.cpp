#include <ansatz/combinator/shuffled.hpp>
#include <ansatz/graph/components.hpp>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <block_model/block_model.hpp>
#include <block_model/partition.hpp>
#include <erdos_renyi/erdos_renyi.hpp>
#include <graphs/coded.hpp>
#include <graphs/cost.hpp>
#include <pitman_yor/pitman_yor.hpp>
#include <pitman_yor/pitman_yor_fit.hpp>
#include <polya_urn/polya_urn.hpp>
#include <random_edge/random_edge.hpp>
#include <unlabelled_graph/breadth_first_graph.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>

namespace ansatz::experiment {
namespace {

// Of edges: more take minutes.
constexpr std::uint64_t most_walked = std::uint64_t{1} << 20, most_shuffled = std::uint64_t{1} << 21;

/// Shuffled: `theory` is that of the ordered codec, or none.
template <class OrderedOf, class Canonise>
graph_cost code_shuffled(const graph_data& data, const OrderedOf& ordered_of, const Canonise& canonise,
                         std::optional<double> theory) {
  if (data.edges() > most_shuffled) return {.refused = "more than 2^21 edges, which take minutes"};
  return unless_refused([&](graph_cost& c) {
    graph_set symbols;
    bits open{};
    for (const graph& g : data.graphs) {
      const stopwatch arranging;
      const canonical_order order = or_refusal([&] { return canonise(g); });
      symbols.push_back(relabelled(g, order.to));
      c.arranging_seconds += arranging.seconds();
      open += or_refusal([&] { return permutation_group{g.nodes(), order.symmetries}.order(); });
    }
    if (theory) c.theory = *theory - log2_orders(data) + open.to_double();
    code(c, symbols, [&](const graph& g) { return shuffled(ordered_of(g), canonise); });
  });
}

/// In an order of the encoder's choice.
template <class Arrange, class CodecOf>
graph_cost code_union(const graph_data& data, const Arrange& arrange, const CodecOf& codec_of) {
  if (data.edges() > most_walked) return {.refused = "more than 2^20 edges, which take minutes"};
  return unless_refused([&](graph_cost& c) {
    const graph all = disjoint_union(data.graphs);
    const stopwatch arranging;
    const graph_set symbol{or_refusal([&] { return arrange(all); })};
    c.arranging_seconds = arranging.seconds();
    code(c, symbol, codec_of);
  });
}

}  // namespace

std::string no_erdos_renyi(const graph_data& data) {
  if (data.pairs() > std::uint64_t{1} << 29) return "more than 2^29 pairs of nodes, each of which takes time";
  return data.edges() == data.pairs() ? "all pairs of nodes are joined" : "";
}

namespace {
constexpr double fit_bits = 11.33;  // 64 discounts, 40 concentrations
constexpr std::uint64_t most_searched = std::uint64_t{1} << 17;

graph_cost by_erdos_renyi(const graph_data& data) {
  const std::uint64_t m = data.edges(), pairs = data.pairs();
  if (const std::string why = no_erdos_renyi(data); !why.empty()) return {.refused = why};
  const auto ordered = [&](const graph& g) {
    return erdos_renyi(g.nodes(), static_cast<std::uint32_t>(m), static_cast<std::uint32_t>(pairs));
  };
  return code_shuffled(data, ordered, isomorphism_order{}, erdos_renyi_bits(data));
}

auto urn_with_redraws(const graph& g) { return random_edge(g.nodes(), g.edges()); }
auto strict_urn(const graph& g) { return polya_urn(g.nodes(), g.edges()); }

graph_cost by_random_edge(const graph_data& data) {
  return unless_refused([&](graph_cost& c) {
    c.theory = random_edge_bits(data);
    code(c, data.graphs, urn_with_redraws);
  });
}

graph_cost by_pitman_yor(const graph_data& data) {
  const stopwatch fitting;
  const pitman_yor_parameters p = pitman_yor_fit(data.graphs);
  const double seconds = fitting.seconds();
  graph_cost c = code_shuffled(
      data, [&](const graph& g) { return pitman_yor(g.nodes(), g.edges(), p); }, isomorphism_order{},
      pitman_yor_bits(data.graphs, p).to_double());
  c.arranging_seconds += seconds;
  c.fitted = fit_bits;
  return c;
}

/// One block where there are several graphs: how many each has would have to be said. Else as many as are best.
template <class OrderedOf>
graph_cost by_blocks(const graph_data& data, bool sent, const OrderedOf& ordered_of) {
  if (data.edges() > most_searched)
    return {.refused = "more than 2^17 edges, among which blocks are long to find"};
  const stopwatch searching;
  const std::uint32_t blocks = data.graphs.size() == 1 ? blocks_for(data.graphs[0]) : 1;
  graph_data in_blocks{data.name, data.graphs};
  if (sent)
    for (graph& g : in_blocks.graphs) g = partitioned(g, blocks);
  const double seconds = searching.seconds();
  graph_cost c = code_shuffled(in_blocks, [&](const graph& g) { return ordered_of(g, blocks); },
                               isomorphism_order{}, {});
  c.arranging_seconds += seconds;
  c.fitted = number_bits(blocks);
  return c;
}

graph_cost by_block_model(const graph_data& data) {
  return by_blocks(data, true, [](const graph& g, std::uint32_t blocks) {
    return block_model(g.nodes(), g.edges(), blocks);
  });
}
graph_cost by_latent_block_model(const graph_data& data) {
  return by_blocks(data, false, [](const graph& g, std::uint32_t blocks) {
    return latent_block_model(g.nodes(), g.edges(), blocks);
  });
}

}  // namespace

std::vector<graph_method> graph_methods() {
  std::vector<graph_method> all{{"erdos_renyi", "complete", by_erdos_renyi, sizes_told::nodes_of_each},
                                {"random_edge", "kept", by_random_edge},
                                {}};
  all.back() = {"random_edge", "complete", [](const graph_data& d) {
                  return code_shuffled(d, urn_with_redraws, isomorphism_order{}, random_edge_bits(d));
                }};
  for (const unsigned rounds : {1u, 2u, 3u, 5u})
    all.push_back({"random_edge", std::to_string(rounds) + (rounds == 1 ? " round" : " rounds"),
                   [=](const graph_data& d) {
                     return code_shuffled(d, urn_with_redraws, refined_order{rounds}, random_edge_bits(d));
                   }});
  all.push_back({"polya_urn", "complete",
                 [](const graph_data& d) { return code_shuffled(d, strict_urn, isomorphism_order{}, {}); }});
  all.push_back({"polya_urn", "3 rounds",
                 [](const graph_data& d) { return code_shuffled(d, strict_urn, refined_order{3}, {}); }});
  all.push_back({"pitman_yor", "complete", by_pitman_yor});
  all.push_back({"block_model", "complete", by_block_model});
  all.push_back({"latent_block_model", "complete", by_latent_block_model});
  all.push_back({"unlabelled_graph", "own",
                 [](const graph_data& d) {
                   return code_union(d, arranged,
                                     [](const graph& g) { return unlabelled_graph(g.nodes(), g.edges()); });
                 },
                 sizes_told::of_union});
  all.push_back({"similar_rows_graph", "own",
                 [](const graph_data& d) {
                   return code_union(d, arranged,
                                     [](const graph& g) { return similar_rows_graph(g.nodes(), g.edges()); });
                 },
                 sizes_told::of_union});
  all.push_back({"breadth_first_graph", "own",
                 [](const graph_data& d) {
                   return code_union(d, breadth_first, [](const graph& g) {
                     return breadth_first_graph(g.nodes(), g.edges());
                   });
                 },
                 sizes_told::of_union});
  for (graph_method& m : revealed_methods()) all.push_back(std::move(m));
  return all;
}

}  // namespace ansatz::experiment
