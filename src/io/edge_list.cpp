#include <algorithm>

#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

/// "# nodes 5 edges 3", as `write_edge_list` begins: so that nodes without edges are there again.
std::uint64_t nodes_of_comment(text_scanner& in) {
  in.step();
  if (in.word() != "nodes") return 0;
  const std::string n = in.word();
  const bool whole = !n.empty() && n.size() <= 10 && n.find_first_not_of("0123456789") == std::string::npos;
  return whole ? std::min<std::uint64_t>(std::stoull(n), 0xffffffff) : 0;
}

}  // namespace

graph read_edge_list(byte_reader& bytes, const graph_reading& how, const graph_notes& notes) {
  text_scanner in{bytes, "edge list"};
  edge_intake edges{"edge list", how, notes};
  std::uint64_t nodes = 0;
  bool more = false;
  for (; !in.at_end(); in.next_line()) {
    if (in.at_line_end()) continue;
    if (in.peek() == '#' || in.peek() == '%') {
      nodes = std::max(nodes, nodes_of_comment(in));
      continue;
    }
    constexpr std::uint64_t largest = 0xfffffffe;
    const auto from = static_cast<std::uint32_t>(in.number("first node", largest));
    const auto to = static_cast<std::uint32_t>(in.number("second node", largest));
    more |= !in.at_line_end();
    edges.add(from, to);
    nodes = std::max({nodes, from + std::uint64_t{1}, to + std::uint64_t{1}});
  }
  if (more) edges.remark("columns behind the two nodes, weights or times, are not kept");
  return edges.graph_of(nodes, listing::once_or_in_both_directions);
}

}  // namespace ansatz::graph_formats
