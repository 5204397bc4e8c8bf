#pragma once
#include <ansatz/archive/chunk.hpp>
#include <ansatz/graph/graph.hpp>
#include <ansatz/io/image.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// What a file may hold, whatever codes it. Another kind of data is another alternative here, and a line in
/// each of these functions.
namespace ansatz {

/// Bytes in their order: a text, or any file.
using byte_string = std::vector<std::uint8_t>;

/// What a coder codes: images, each of its own size, bytes, or graphs, each of its own size.
using data_set = std::variant<image_set, byte_string, graph_set>;

/// Some of its items, one after another, where they lie.
using data_view = std::variant<std::span<const image>, std::span<const std::uint8_t>, std::span<const graph>>;

/// How many bytes there are.
struct byte_count {
  std::uint64_t count = 0;
  friend bool operator==(const byte_count&, const byte_count&) = default;
};

/// How many graphs there are, and how many nodes, edges and labels all of them have together. Of a part of
/// them all but the first are those of the whole: what the part has at most.
struct graph_counts {
  std::uint64_t graphs = 0, nodes = 0, edges = 0, node_labels = 0, edge_labels = 0;
  bool whole = true;  ///< whether all that are counted are meant, and no part
  friend bool operator==(const graph_counts&, const graph_counts&) = default;
};

/// What graphs weigh in a chunk: 32 each, 8 a node and an edge, 4 a label.
std::uint64_t weight_of(const graph_counts& g);
graph_counts counts_of(const graph& g);

/// What items are before their numbers are known: sizes of images, how many bytes, or counts of graphs.
using data_shape = std::variant<std::vector<image_shape>, byte_count, graph_counts>;

/// Whether a part of this shape may be what `part_of` gave: all but for graphs it is that.
bool is_part(const data_shape& part, const data_shape& promised);

/// What `chunk::kind` calls them.
std::string kind_of(const data_set& data);
/// No items of this kind. Throws `corrupt_error` where there is none of this name.
data_set none_of(const std::string& kind);

/// Items: images, bytes, or graphs.
std::uint64_t items_of(const data_set& data);

/// Items first, ..., first + count - 1.
data_view part_of(const data_set& data, std::uint64_t first, std::uint64_t count);
data_shape part_of(const data_shape& shape, std::uint64_t first, std::uint64_t count);

/// The same as data of their own, and the same taken away from the front.
data_set copy_of(const data_view& part);
data_set take_first(data_set& data, std::uint64_t count);

/// How many of the items, from the first one on, weigh no more than this (`most_in_a_chunk`); at least one.
std::uint64_t items_within(const data_view& items, std::uint64_t weight);

data_shape shape_of(const data_set& data);
data_shape shape_of_part(const data_view& part);

/// Data of the same kind after those that are there. Throws `domain_error` for another kind.
void append(data_set& to, data_set more);

/// What a rate is divided by: numbers of 8 bits, of graphs edges; and its unit, "bits/dim" or "bits/edge".
std::uint64_t dims_of(const data_set& data);
std::string unit_of(const std::string& kind);

/// The first `items` of them, and of bytes the first `dims`: something to try a coder on. Images
/// and graphs are taken while there are no more than `dims` numbers or edges, at least one; of a first image that has more
/// numbers, rows and columns about its middle.
data_set first_of(const data_set& data, std::uint64_t items, std::uint64_t dims);

/// For people: "10000 grey images of 28x28", "188 graphs of 3371 nodes and 3721 edges".
std::string summary_of(const data_set& data);

/// The same of data that come in parts.
class data_summary {
 public:
  /// Of no data of this kind. Throws `corrupt_error` where there is none of this name.
  explicit data_summary(const std::string& kind);
  void add(const data_shape& part);
  std::string text() const;

 private:
  std::string kind_;
  std::uint64_t bytes_ = 0;
  graph_counts graphs_;
  std::map<image_shape, std::uint64_t> shapes_;  // and how many images have each
};

/// Of all numbers and all sizes; the same on every machine.
std::uint64_t hash_of(const data_set& data);

/// A chunk that is to hold the data: kind, `items` and `original` are set. Throws `domain_error` for what no
/// file holds: an image without pixels, or an item of more than `most_in_an_item`.
chunk header_for(const data_set& data);

/// What a chunk says that it holds. Throws `corrupt_error` where no encoder says so, or where items are not as
/// many as its chains say.
data_shape shape_in(const chunk& c);

/// Throws `corrupt_error` unless these are the data that were coded.
void expect_original(const chunk& c, const data_set& decoded);

}  // namespace ansatz
