#pragma once
#include <ansatz/error.hpp>
#include <ansatz/io/graph_files.hpp>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The formats of files of graphs. `read_` takes the bytes of a file to its end, throws `corrupt_error` in a
/// sentence that names the format and the line, and takes memory only for what is there.
namespace ansatz::graph_formats {

/// Numbers and words of a text, line by line.
class text_scanner {
 public:
  text_scanner(byte_reader& in, std::string format) : in_{in}, format_{std::move(format)} {}

  /// The next byte, -1 at the end of the text; none is taken.
  int peek() {
    if (at_ == window_.size()) refill();
    return at_ == window_.size() ? -1 : std::to_integer<int>(window_[at_]);
  }
  void step() { ++at_; }
  bool at_end() { return peek() == -1; }

  /// Spaces, tabs and, where they may part numbers, commas.
  void skip_blanks(bool commas = false) {
    for (int c = peek(); c == ' ' || c == '\t' || c == '\r' || (commas && c == ','); c = peek()) step();
  }
  bool at_line_end() {
    skip_blanks();
    return peek() == '\n' || peek() == -1;
  }
  /// To the next line, over whatever is left of this one.
  void next_line();
  /// The next word of this line, of at most 63 bytes; empty where there is none.
  std::string word();
  /// A whole number up to `most` that ends where a blank, a comma or the line does. Throws, naming it, where
  /// there is none.
  std::uint64_t number(const char* what, std::uint64_t most = 0xffffffff);

  std::uint64_t line() const { return line_; }
  [[noreturn]] void fail(const std::string& what) const { fail(line_, what); }
  [[noreturn]] void fail(std::uint64_t line, const std::string& what) const {
    throw corrupt_error(format_ + ": line " + std::to_string(line) + ": " + what);
  }

 private:
  void refill();

  byte_reader& in_;
  std::string format_;
  std::span<const std::byte> window_;
  std::size_t at_ = 0;
  std::uint64_t line_ = 1;
};

/// Whether the first bytes of a text are lines of whole numbers and comments, at least two, the first with two or three
/// numbers.
bool reads_like_numbers(std::span<const std::byte> text);

/// How a file may list edges: each once; each in both directions; all in either of these ways; in whatever way.
enum class listing : std::uint8_t { once, in_both_directions, once_or_in_both_directions, in_any_way };

/// Edges as a file lists them, direction and all, and what is remarked.
class edge_intake {
 public:
  edge_intake(const char* format, const graph_reading& how, const graph_notes& notes)
      : format_{format}, how_{how}, notes_{notes} {}

  /// Throws `error` where they take more than the limit.
  void add(std::uint32_t from, std::uint32_t to);
  void add(std::uint32_t from, std::uint32_t to, std::uint32_t label);
  std::uint64_t size() const { return edges_.size(); }

  /// Throws `corrupt_error` where so many nodes are far more than the edges have ends, so that a short file
  /// asks for much memory.
  void expect_room_for(std::uint64_t nodes) const;

  /// The graph that they make. Loops, and what is listed otherwise than it may be, are dropped if `how.simple`,
  /// and else refused.
  graph graph_of(std::uint64_t nodes, listing as, std::vector<std::uint32_t> node_labels = {});
  void remark(const std::string& sentence) const {
    if (notes_) notes_(sentence);
  }
  [[noreturn]] void fail(const std::string& what) const {
    throw corrupt_error(std::string{format_} + ": " + what);
  }

 private:
  const char* format_;
  const graph_reading& how_;
  const graph_notes& notes_;
  std::vector<graph::edge> edges_;
  std::vector<std::uint32_t> labels_;
};

graph read_edge_list(byte_reader& in, const graph_reading& how, const graph_notes& notes);

bool begins_as_matrix_market(std::span<const std::byte> bytes);
graph read_matrix_market(byte_reader& in, const graph_reading& how, const graph_notes& notes);

graph read_metis(byte_reader& in, const graph_reading& how, const graph_notes& notes);

/// The files of a set in TUDataset's format, DS_A.txt and so on.
class tu_files {
 public:
  virtual ~tu_files() = default;
  /// The file of the set whose name ends so; nothing where there is none.
  virtual std::unique_ptr<byte_reader> open(std::string_view suffix) = 0;
};
graph_set read_tu(tu_files& files, const graph_reading& how, const graph_notes& notes);

/// What a name in a set of TUDataset ends in, that of its edges.
constexpr std::string_view tu_edges = "_A.txt";

/// Whether the first bytes of a zip archive show a set of TUDataset.
bool begins_as_tu_zip(std::span<const std::byte> bytes);
/// The set in an archive that lies in memory, which must outlive it.
std::unique_ptr<tu_files> tu_in_zip(std::span<const std::byte> archive);

/// Throw `domain_error` for a graph with labels.
void write_edge_list(const graph& g, const byte_sink& to);
void write_matrix_market(const graph& g, const byte_sink& to);
void write_metis(const graph& g, const byte_sink& to);

/// The files of a set: suffixes, and what writes each.
struct tu_part {
  std::string_view suffix;
  void (*write)(const graph_set&, const byte_sink&);
};
/// Those that these graphs need. Throws `domain_error` for graphs that the format has no room for.
std::vector<tu_part> tu_parts(const graph_set& graphs);

}  // namespace ansatz::graph_formats
