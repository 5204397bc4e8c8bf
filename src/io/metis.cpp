#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

/// What the lines have beside neighbours, as the header's third number says in three digits.
struct extras {
  bool sizes = false, edge_weights = false;
  std::uint64_t node_weights = 0;
};

extras read_extras(text_scanner& in) {
  extras x;
  if (in.at_line_end()) return x;
  const std::uint64_t digits = in.number("format of the weights", 111);
  if (digits % 10 > 1 || digits / 10 % 10 > 1)
    in.fail("the format of the weights is none: three digits 0 or 1");
  x.sizes = digits / 100 == 1;
  x.node_weights = digits / 10 % 10;
  x.edge_weights = digits % 10 == 1;
  if (in.at_line_end()) return x;
  const std::uint64_t weights = in.number("weights of a node", 1000);
  if (x.node_weights == 1) x.node_weights = weights;
  return x;
}

}  // namespace

graph read_metis(byte_reader& bytes, const graph_reading& how, const graph_notes& notes) {
  text_scanner in{bytes, "METIS"};
  edge_intake edges{"METIS", how, notes};
  const auto skip_comments = [&] {
    while (in.peek() == '%') in.next_line();
  };
  skip_comments();
  const std::uint64_t nodes = in.number("nodes", 0xfffffffe),
                      count = in.number("edges", ~std::uint64_t{0} / 32);
  const extras x = read_extras(in);
  if (!in.at_line_end()) in.fail("more numbers than a header has");
  in.next_line();
  for (std::uint64_t v = 0; v < nodes; ++v, in.next_line()) {
    skip_comments();
    if (in.at_end())
      in.fail("the file ends before the line of node " + std::to_string(v + 1) + " of " +
              std::to_string(nodes));
    for (std::uint64_t i = 0; i < x.node_weights + (x.sizes ? 1 : 0); ++i)
      in.number("weight of a node", ~std::uint64_t{0} / 16);
    while (!in.at_line_end()) {
      const std::uint64_t w = in.number("neighbour");
      if (w == 0 || w > nodes)
        in.fail("a neighbour " + std::to_string(w) + " of nodes that are counted from 1 to " +
                std::to_string(nodes));
      if (x.edge_weights) in.number("weight of an edge", ~std::uint64_t{0} / 16);
      edges.add(static_cast<std::uint32_t>(v), static_cast<std::uint32_t>(w - 1));
    }
  }
  while (!in.at_end()) {
    skip_comments();
    if (!in.at_line_end()) in.fail("more lines than nodes");
    in.next_line();
  }
  if (x.sizes || x.node_weights > 0 || x.edge_weights) edges.remark("weights are not kept");
  if (!how.simple && edges.size() != 2 * count)
    edges.fail("the header promises " + std::to_string(count) +
               " edges, each in the lines of both its nodes, and there are " + std::to_string(edges.size()) +
               " neighbours");
  return edges.graph_of(nodes, listing::in_both_directions);
}

}  // namespace ansatz::graph_formats
