#include <algorithm>
#include <map>
#include <utility>

#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

constexpr const char* format = "TUDataset";

/// One of the files of a set, if it is there.
class tu_file {
 public:
  tu_file(tu_files& files, std::string_view suffix)
      : bytes_{files.open(suffix)}, name_{std::string{format} + ", file *" + std::string{suffix}} {
    if (bytes_) text_.emplace(*bytes_, name_);
  }
  explicit operator bool() const { return bytes_ != nullptr; }
  text_scanner& operator*() { return text_.value(); }
  text_scanner* operator->() { return &text_.value(); }

  /// The line of one number that follows; `what` it is.
  std::uint32_t only_number(const char* what) {
    text_scanner& text = **this;
    const auto n = static_cast<std::uint32_t>(text.number(what));
    if (!text.at_line_end()) text.fail("more than one number, and a " + std::string{what} + " is one");
    text.next_line();
    ++numbers_;
    return n;
  }
  std::uint64_t numbers() const { return numbers_; }
  /// Past empty lines at its end.
  bool ended() {
    text_scanner& text = **this;
    while (!text.at_end() && text.at_line_end()) text.next_line();
    return text.at_end();
  }

 private:
  std::unique_ptr<byte_reader> bytes_;
  std::string name_;
  std::optional<text_scanner> text_;
  std::uint64_t numbers_ = 0;
};

/// The nodes of graph i are ends[i - 1] to ends[i] - 1.
std::vector<std::uint32_t> read_ends(tu_file& indicator, const graph_reading& how) {
  std::vector<std::uint32_t> ends;
  std::uint32_t nodes = 0;
  while (!indicator.ended()) {
    if (nodes >= how.bytes / 32 || nodes == 0xfffffffe)
      throw error("TUDataset: more nodes than the limit of memory allows");
    const std::uint64_t line = indicator->line(), id = indicator.only_number("graph of a node");
    if (id == ends.size() + 1)
      ends.push_back(nodes);
    else if (id != ends.size() || id == 0)
      indicator->fail(line,
                      "graph " + std::to_string(id) + " after graph " + std::to_string(ends.size()) +
                          ": graphs are numbered from 1 on, each has a node, and its nodes stand together");
    ends.back() = ++nodes;
  }
  return ends;
}

std::vector<std::uint32_t> read_node_labels(tu_file& labels, std::uint32_t nodes) {
  std::vector<std::uint32_t> out;
  while (!labels.ended()) {
    if (out.size() == nodes) labels->fail("more labels of nodes than nodes");
    out.push_back(labels.only_number("label of a node"));
  }
  if (out.size() < nodes) labels->fail("fewer labels of nodes than nodes");
  return out;
}

struct tu_edge {
  std::uint32_t graph;
  graph::edge ends;  // within the graph
  std::uint32_t label;
};

std::vector<tu_edge> read_edges(tu_file& pairs, tu_file& labels, std::span<const std::uint32_t> ends,
                                const graph_reading& how) {
  std::vector<tu_edge> out;
  const std::uint32_t nodes = ends.empty() ? 0 : ends.back();
  while (!pairs.ended()) {
    if (out.size() >= how.bytes / 64) throw error("TUDataset: more edges than the limit of memory allows");
    const std::uint64_t from = pairs->number("first node"), to = pairs->number("second node");
    if (!pairs->at_line_end()) pairs->fail("an edge is two numbers");
    if (from == 0 || to == 0 || from > nodes || to > nodes)
      pairs->fail("an edge of nodes " + std::to_string(from) + " and " + std::to_string(to) +
                  ", and there are nodes 1 to " + std::to_string(nodes));
    const auto graph_of = [&](std::uint64_t v) {
      return static_cast<std::uint32_t>(std::ranges::upper_bound(ends, v - 1) - ends.begin());
    };
    const std::uint32_t own = graph_of(from), first = own == 0 ? 0 : ends[own - 1];
    if (graph_of(to) != own) pairs->fail("an edge from one graph to another");
    const std::uint32_t label = labels ? (labels.ended() ? 0 : labels.only_number("label of an edge")) : 0;
    out.push_back({own,
                   {static_cast<std::uint32_t>(from - 1 - first), static_cast<std::uint32_t>(to - 1 - first)},
                   label});
    pairs->next_line();
  }
  return out;
}

}  // namespace

graph_set read_tu(tu_files& files, const graph_reading& how, const graph_notes& notes) {
  const auto expect = [](bool there, const char* suffix) {
    if (!there) throw corrupt_error(std::string{format} + ": there is no file *" + suffix);
  };
  tu_file indicator{files, "_graph_indicator.txt"}, pairs{files, tu_edges},
      node_labels{files, "_node_labels.txt"}, edge_labels{files, "_edge_labels.txt"};
  expect(bool{indicator}, "_graph_indicator.txt");
  expect(bool{pairs}, "_A.txt");
  const std::vector<std::uint32_t> ends = read_ends(indicator, how);
  std::vector<std::uint32_t> labels;
  if (node_labels) labels = read_node_labels(node_labels, ends.empty() ? 0 : ends.back());
  std::vector<tu_edge> edges = read_edges(pairs, edge_labels, ends, how);
  if (edge_labels) {
    // A label was taken for each edge, if there was one.
    if (!edge_labels.ended()) edge_labels->fail("more labels of edges than edges");
    if (edge_labels.numbers() < edges.size()) edge_labels->fail("fewer labels of edges than edges");
  }
  std::ranges::stable_sort(edges, {}, &tu_edge::graph);

  std::map<std::string, std::uint64_t> remarks;  // and of how many graphs each
  const graph_notes counted = [&](const std::string& what) { ++remarks[what]; };
  graph_set out;
  auto next = edges.begin();
  for (std::uint32_t g = 0, first = 0; g < ends.size() && (how.count == 0 || g < how.count);
       first = ends[g++]) {
    edge_intake own{format, how, counted};
    for (; next != edges.end() && next->graph == g; ++next)
      if (edge_labels)
        own.add(next->ends.from, next->ends.to, next->label);
      else
        own.add(next->ends.from, next->ends.to);
    const auto from = labels.begin() + (labels.empty() ? 0 : first),
               to = labels.begin() + (labels.empty() ? 0 : ends[g]);
    try {
      out.push_back(own.graph_of(ends[g] - first, listing::in_any_way, {from, to}));
    } catch (const corrupt_error& e) {
      throw corrupt_error(std::string{e.what()} + " (in graph " + std::to_string(g + 1) + ")");
    }
  }
  for (const auto& [what, graphs] : remarks)
    if (notes) notes(what + " (" + std::to_string(graphs) + (graphs == 1 ? " graph)" : " graphs)"));
  for (const char* suffix :
       {"_graph_labels.txt", "_graph_attributes.txt", "_node_attributes.txt", "_edge_attributes.txt"})
    if (notes && files.open(suffix)) notes("*" + std::string{suffix} + " is not kept");
  return out;
}

}  // namespace ansatz::graph_formats
