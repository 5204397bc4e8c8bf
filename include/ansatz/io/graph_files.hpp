#pragma once
#include <ansatz/graph/graph.hpp>
#include <ansatz/io/byte_stream.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ansatz {

/// How graphs are read.
struct graph_reading {
  /// Loops, repeats and directions are dropped, and that is remarked; else a file with such is refused.
  bool simple = false;
  std::uint64_t bytes = std::uint64_t{1} << 34;  ///< of memory for what is held at once
  std::uint64_t count = 0;                       ///< the first so many graphs; 0: all
  std::string format = {};                       ///< an ending, which counts for more than that of the name
};

/// Is told, in a sentence a remark, what a reader changed or left behind.
using graph_notes = std::function<void(const std::string&)>;

/// The graphs of a file, or of a folder in TUDataset's format. The format is known by the content: Matrix
/// Market, a zip archive of TUDataset; then by the ending: .mtx, .graph and .metis, .edges .edgelist .el; any
/// other file is taken for a list of edges. A file may be packed by gzip. Throws `corrupt_error` for damaged
/// files and for what is no simple undirected graph, `error` for what cannot be read or is above a limit.
graph_set read_graphs(const std::filesystem::path& path, const graph_reading& how = {},
                      const graph_notes& notes = {});

/// The same of the bytes that follow; `name` is for messages and for its ending, and may be empty.
graph_set read_graphs(byte_reader& in, std::string_view name, const graph_reading& how = {},
                      const graph_notes& notes = {});

/// Whether the bytes that follow begin as graphs of a format that is known by its content, plain or gzip.
/// None is taken.
bool begin_as_graphs(byte_reader& in);

/// Whether they read like a list of edges or a graph of METIS: lines of whole numbers, two of them in the first.
/// So does many a text that is no graph. None is taken.
bool may_be_graphs(byte_reader& in);

/// Whether a name ends as files of graphs do, or is that of a folder in TUDataset's format.
bool is_named_as_graphs(const std::filesystem::path& path);

/// Whole or not at all. By `format`, or the ending where that is empty: edges edgelist el, mtx, graph metis;
/// a folder, which is not there yet or empty, takes any graphs in TUDataset's format. Throws `domain_error`
/// for what the format cannot hold, `error` where it cannot be written.
void write_graphs(const std::filesystem::path& path, const graph_set& graphs, std::string_view format = {});

/// One graph to memory.
std::vector<std::byte> format_graph(const graph& g, std::string_view ending);

}  // namespace ansatz
