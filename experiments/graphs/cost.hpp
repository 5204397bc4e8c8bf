#pragma once
#include <ansatz/graph/graph.hpp>
#include <common/round_trip.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// Graphs by name, without labels, and as they were.
struct graph_data {
  std::string name;
  graph_set graphs, with_labels = {};

  std::uint64_t nodes() const;
  std::uint64_t edges() const;
  /// How many pairs of nodes there are, of which some are joined.
  std::uint64_t pairs() const;
};

/// What graphs came to by a codec.
struct graph_cost {
  std::optional<trip> taken = {};     ///< none where the codec does not take them
  std::optional<double> theory = {};  ///< bits: the closed form, where the codec has one
  double arranging_seconds = 0;       ///< into the order of which the symbols are
  double fitted = 0;  ///< bits that say what was fitted to these graphs; sizes are not among them
  std::optional<std::uint64_t> memory =
      {};                    ///< bytes held at most, besides the graphs, arranging and both ways
  std::string refused = {};  ///< why there is no trip
};

/// Which sizes a decoder has to be told: how many nodes each graph has and how many edges, or how many edges all of
/// them, or both of their union alone.
enum class sizes_told { of_each, nodes_of_each, of_union };
/// Bits that say them: log-uniform ones of 33 bits, those of several graphs by `counted_numbers`.
double size_bits(const graph_data& data, sizes_told told);
/// Of a number alone.
double number_bits(std::uint64_t n);

/// A codec and the order that it leaves open, or keeps.
struct graph_method {
  std::string codec, order;
  std::function<graph_cost(const graph_data&)> measure;
  sizes_told told = sizes_told::of_each;
};

/// All that are compared, in the order of the table.
std::vector<graph_method> graph_methods();

/// Those of them that reveal a graph node after node.
std::vector<graph_method> revealed_methods();
/// By urn_slices and so many rounds, in so many chunks; the sqrt(n) nodes of most neighbours kept, or none.
graph_cost urn_in_chunks(const graph_data& data, unsigned rounds, std::uint32_t chunks, bool hubs);
/// Why erdos_renyi does not take graphs; empty where it does.
std::string no_erdos_renyi(const graph_data& data);

/// The two with a closed form: log2 1/p of all graphs, each in a numbering.
double erdos_renyi_bits(const graph_data& data);
double random_edge_bits(const graph_data& data);
/// Of all graphs, of their automorphism groups.
double log2_automorphisms(const graph_data& data);
/// A sum of logarithms of n!, of each graph's n.
double log2_orders(const graph_data& data);

}  // namespace ansatz::experiment
