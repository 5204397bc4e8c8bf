#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/graph_files.hpp>
#include <optional>
#include <string>

#include "io/zips.hpp"
#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

std::optional<graph_set> read(std::span<const std::byte> all, std::string_view name, bool simple,
                              std::size_t piece = 1 << 16) {
  byte_reader in{[whole = source_of(all), piece](std::span<std::byte> to) {
    return whole(to.first(std::min(to.size(), piece)));
  }};
  try {
    return read_graphs(in, name, {.simple = simple, .bytes = 1 << 22},
                       [](const std::string& remark) { require(!remark.empty(), "a remark is a sentence"); });
  } catch (const error&) {
    return std::nullopt;
  }
}

/// The same in any pieces, what is taken as it is is taken as simple, and what was read is written and read again.
void try_graphs(std::span<const std::byte> all, std::string_view ending) {
  const std::string name = "x." + std::string{ending};
  const auto graphs = read(all, name, false), simple = read(all, name, true);
  {
    byte_reader in{source_of(all)};
    (void)begin_as_graphs(in);
    (void)may_be_graphs(in);
    require(in.position() == 0, "who looks takes nothing");
  }
  require(read(all, name, false, 1) == graphs, "pieces are the whole");
  if (graphs) require(simple == graphs, "what is simple is read as it is");
  if (!simple) return;
  for (const graph& g : *simple) {
    if (g.nodes() > 1 << 16) continue;  // a list with each edge once may be too short for them
    graph plain{g.nodes(), std::vector<graph::edge>(g.all_edges().begin(), g.all_edges().end())};
    for (const std::string_view again : {"el", "mtx", "graph"})
      require(read(format_graph(plain, again), "x." + std::string{again}, false) == graph_set{plain},
              "what was written is read");
  }
}

std::string text_of(input part) { return {part.begin(), part.end()}; }

}  // namespace

void fuzz_edge_list(input in) { try_graphs(std::as_bytes(in), "el"); }
void fuzz_matrix_market(input in) { try_graphs(std::as_bytes(in), "mtx"); }
void fuzz_metis(input in) { try_graphs(std::as_bytes(in), "graph"); }

/// Files of a set, each up to a byte 0.
void fuzz_tu(input in) {
  taker t{in};
  const bool packed = t.coin();
  testing::zip_files files;
  for (const char* suffix : {"_A", "_graph_indicator", "_node_labels", "_edge_labels", "_graph_labels"}) {
    const input left = t.rest();
    const auto end = static_cast<std::size_t>(std::ranges::find(left, 0) - left.begin());
    if (end > 0) files.emplace_back("S/S" + std::string{suffix} + ".txt", text_of(t.part(end)));
    t.take();
  }
  const std::string archive = testing::zipped(files, packed);
  try_graphs(std::as_bytes(std::span{archive}), "zip");
}

void fuzz_zip(input in) { try_graphs(std::as_bytes(in), "zip"); }

}  // namespace ansatz::fuzz
