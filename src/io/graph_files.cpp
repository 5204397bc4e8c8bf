#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/graph_files.hpp>

#include "about.hpp"
#include "ending.hpp"
#include "graph_formats.hpp"
#include "grow.hpp"
#include "gzip.hpp"
#include "tu_folder.hpp"
#include "zip.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using namespace graph_formats;

constexpr std::size_t longest_head = std::size_t{1} << 16;

bool is_metis(std::string_view ending) { return ending == "graph" || ending == "metis"; }
bool is_edge_list(std::string_view ending) {
  return ending == "edges" || ending == "edgelist" || ending == "el";
}

/// An archive, whose directory is at its end, is held whole.
graph_set read_zip(byte_reader& in, const graph_reading& how, const graph_notes& notes) {
  const auto archive =
      grown<std::vector<std::byte>>(how.bytes / 2, [&](std::span<std::byte> to) { return in.fill(to); });
  if (!in.at_end())
    throw error("the archive is larger than " + std::to_string(how.bytes / 2) + " bytes, the limit");
  return read_tu(*tu_in_zip(archive), how, notes);
}

graph_set read_plain(byte_reader& in, std::string_view ending, const graph_reading& how,
                     const graph_notes& notes) {
  const std::span<const std::byte> head = in.peek(longest_head);
  if (head.empty()) throw corrupt_error("the file is empty");
  if (begins_as_zip(head)) return read_zip(in, how, notes);
  if (begins_as_matrix_market(head) || ending == "mtx") return {read_matrix_market(in, how, notes)};
  if (is_metis(ending)) return {read_metis(in, how, notes)};
  return {read_edge_list(in, how, notes)};
}

/// The first bytes of what follows, unpacked.
std::vector<std::byte> unpacked_head(byte_reader& in) {
  const std::span<const std::byte> head = in.peek(longest_head);
  if (!begins_as_gzip(head)) return {head.begin(), head.end()};
  const byte_source unpacked = gunzipped(source_of(head));
  std::vector<std::byte> first(longest_head);
  std::size_t n = 0;
  try {
    while (n < first.size() && unpacked(std::span{first}.subspan(n, 1)) == 1) ++n;
  } catch (const corrupt_error&) {  // damaged later on, or cut by looking no further
  }
  first.resize(n);
  return first;
}

bool begin_as_known(std::span<const std::byte> head) {
  return begins_as_matrix_market(head) || begins_as_tu_zip(head);
}

void write_one(const graph& g, std::string_view ending, const byte_sink& to) {
  if (ending == "mtx") return write_matrix_market(g, to);
  if (is_metis(ending)) return write_metis(g, to);
  if (is_edge_list(ending)) return write_edge_list(g, to);
  throw domain_error(
      (ending.empty() ? "a name without an ending" : "graphs are not written as ." + std::string{ending}) +
      ": there are .edges .edgelist .el, .mtx, .graph .metis (METIS), and folders (TUDataset)");
}

}  // namespace

graph_set read_graphs(byte_reader& in, std::string_view name, const graph_reading& how,
                      const graph_notes& notes) {
  const graph_notes told = [&](const std::string& what) {
    if (notes) notes(name.empty() ? what : std::string{name} + ": " + what);
  };
  return about(name, [&] {
    const std::string ending = how.format.empty() ? ending_of(name) : plain_ending(how.format);
    if (!begins_as_gzip(in.peek(2))) return read_plain(in, ending, how, told);
    byte_reader unpacked{gunzipped([&in](std::span<std::byte> to) { return in.fill(to); })};
    return read_plain(unpacked, ending, how, told);
  });
}

graph_set read_graphs(const fs::path& path, const graph_reading& how, const graph_notes& notes) {
  std::error_code none;
  if (fs::is_directory(path, none)) return read_tu_folder(path, how, notes);
  byte_reader in{source_of(path)};
  return read_graphs(in, path.string(), how, notes);
}

bool begin_as_graphs(byte_reader& in) { return begin_as_known(unpacked_head(in)); }

bool may_be_graphs(byte_reader& in) { return reads_like_numbers(unpacked_head(in)); }

bool is_named_as_graphs(const fs::path& path) {
  std::error_code none;
  if (fs::is_directory(path, none)) return is_tu_folder(path);
  const std::string ending = ending_of(path);
  return ending == "mtx" || is_metis(ending) || is_edge_list(ending);
}

void write_graphs(const fs::path& path, const graph_set& graphs, std::string_view format) {
  about(path.string(), [&] {
    std::error_code none;
    if (fs::is_directory(path, none) || !path.has_filename()) {
      if (!format.empty()) throw domain_error("a folder of graphs is one of TUDataset");
      return write_tu_folder(fs::is_directory(path, none) ? path : path.parent_path(), graphs);
    }
    if (graphs.size() != 1)
      throw domain_error("such a file holds one graph, and there are " + std::to_string(graphs.size()) +
                         ": a folder, a path that ends in /, holds any, in TUDataset's format");
    const std::string ending =
        format.empty() ? plain_ending(path.extension().string()) : plain_ending(format);
    write_one(graph{}, ending, [](std::span<const std::byte>) {});  // before anything is opened
    output_file file{path};
    write_one(graphs.front(), ending, [&](std::span<const std::byte> bytes) { file.write(bytes); });
    file.finish();
  });
}

std::vector<std::byte> format_graph(const graph& g, std::string_view ending) {
  std::vector<std::byte> out;
  write_one(g, plain_ending(ending),
            [&](std::span<const std::byte> part) { out.insert(out.end(), part.begin(), part.end()); });
  return out;
}

}  // namespace ansatz
