#include <algorithm>
#include <charconv>

#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

/// Text to a sink, in pieces that are not small.
class text_out {
 public:
  explicit text_out(const byte_sink& to) : to_{to} {}
  text_out(const text_out&) = delete;
  text_out& operator=(const text_out&) = delete;

  text_out& operator<<(std::string_view text) {
    piece_ += text;
    if (piece_.size() >= std::size_t{1} << 16) flush();
    return *this;
  }
  text_out& operator<<(std::uint64_t n) {
    char digits[20];
    return *this << std::string_view{digits, std::to_chars(digits, digits + sizeof digits, n).ptr};
  }
  void flush() {
    to_(std::as_bytes(std::span{piece_}));
    piece_.clear();
  }

 private:
  const byte_sink& to_;
  std::string piece_;
};

void expect_no_labels(const graph& g, const char* format) {
  if (g.has_labels())
    throw domain_error(std::string{format} +
                       " has no room for labels of nodes and edges: a folder, in TUDataset's format, has");
}

void write_pairs(const graph_set& graphs, const byte_sink& to) {
  text_out out{to};
  std::uint64_t first = 1;
  for (const graph& g : graphs) {
    const neighbourhoods near{g};
    for (std::uint32_t v = 0; v < g.nodes(); ++v)
      for (const std::uint32_t w : near.of(v)) out << first + v << ", " << first + w << "\n";
    first += g.nodes();
  }
  out.flush();
}

void write_edge_labels(const graph_set& graphs, const byte_sink& to) {
  text_out out{to};
  for (const graph& g : graphs) {
    const neighbourhoods near{g};
    for (std::uint32_t v = 0; v < g.nodes(); ++v)
      for (const std::uint32_t label : near.labels_of(v)) out << std::uint64_t{label} << "\n";
  }
  out.flush();
}

void write_node_labels(const graph_set& graphs, const byte_sink& to) {
  text_out out{to};
  for (const graph& g : graphs)
    for (const std::uint32_t label : g.node_labels()) out << std::uint64_t{label} << "\n";
  out.flush();
}

void write_indicator(const graph_set& graphs, const byte_sink& to) {
  text_out out{to};
  for (std::size_t i = 0; i < graphs.size(); ++i)
    for (std::uint32_t v = 0; v < graphs[i].nodes(); ++v) out << std::uint64_t{i + 1} << "\n";
  out.flush();
}

}  // namespace

void write_edge_list(const graph& g, const byte_sink& to) {
  expect_no_labels(g, "an edge list");
  text_out out{to};
  out << "# nodes " << std::uint64_t{g.nodes()} << " edges " << g.edges() << "\n";
  for (const graph::edge e : g.all_edges())
    out << std::uint64_t{e.from} << " " << std::uint64_t{e.to} << "\n";
  out.flush();
}

void write_matrix_market(const graph& g, const byte_sink& to) {
  expect_no_labels(g, "Matrix Market");
  text_out out{to};
  out << "%%MatrixMarket matrix coordinate pattern symmetric\n";
  out << std::uint64_t{g.nodes()} << " " << std::uint64_t{g.nodes()} << " " << g.edges() << "\n";
  // The lower triangle, as the format wants it.
  for (const graph::edge e : g.all_edges())
    out << std::uint64_t{e.to} + 1 << " " << std::uint64_t{e.from} + 1 << "\n";
  out.flush();
}

void write_metis(const graph& g, const byte_sink& to) {
  expect_no_labels(g, "METIS");
  text_out out{to};
  out << std::uint64_t{g.nodes()} << " " << g.edges() << "\n";
  const neighbourhoods near{g};
  for (std::uint32_t v = 0; v < g.nodes(); ++v) {
    std::string_view before;
    for (const std::uint32_t w : near.of(v)) {
      out << before << std::uint64_t{w} + 1;
      before = " ";
    }
    out << "\n";
  }
  out.flush();
}

std::vector<tu_part> tu_parts(const graph_set& graphs) {
  std::uint64_t nodes = 0, edges = 0, node_labels = 0, edge_labels = 0;
  for (const graph& g : graphs) {
    if (g.nodes() == 0) throw domain_error("TUDataset has no room for a graph without nodes");
    nodes += g.nodes();
    edges += g.edges();
    node_labels += g.node_labels().size();
    edge_labels += g.edge_labels().size();
  }
  if ((node_labels != 0 && node_labels != nodes) || (edge_labels != 0 && edge_labels != edges))
    throw domain_error(
        "TUDataset has labels of all nodes, or all edges, of a set, or of none: graphs with "
        "labels and those without are sets of their own (a part of a file: --range)");
  std::vector<tu_part> out{{tu_edges, write_pairs}, {"_graph_indicator.txt", write_indicator}};
  if (node_labels > 0) out.push_back({"_node_labels.txt", write_node_labels});
  if (edge_labels > 0) out.push_back({"_edge_labels.txt", write_edge_labels});
  return out;
}

}  // namespace ansatz::graph_formats
