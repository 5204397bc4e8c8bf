#include <algorithm>
#include <ranges>

#include "graph_formats.hpp"

namespace ansatz::graph_formats {
namespace {

constexpr std::string_view mark = "%%MatrixMarket";

std::string small(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

/// The words of the first line that say what is in the entries, and whether both halves are there.
struct banner {
  bool values = false, symmetric = false;
};

banner read_banner(text_scanner& in) {
  const auto expect = [&](const char* what, std::initializer_list<const char*> taken, const char* otherwise) {
    const std::string given = small(in.word());
    const auto at = std::ranges::find(taken, given);
    if (at == taken.end()) in.fail("the " + std::string{what} + " '" + printable(given) + "': " + otherwise);
    return given;
  };
  in.word();  // the mark
  expect("object", {"matrix"}, "graphs are those of a matrix");
  expect("layout", {"coordinate"}, "only a matrix in coordinates is a graph, not a dense one");
  banner b;
  b.values = expect("field", {"pattern", "real", "double", "integer"},
                    "pattern, real and integer are taken") != "pattern";
  b.symmetric =
      expect("symmetry", {"symmetric", "general"}, "symmetric and general are taken") == "symmetric";
  return b;
}

}  // namespace

bool begins_as_matrix_market(std::span<const std::byte> bytes) {
  return bytes.size() > mark.size() &&
         std::ranges::equal(bytes.first(mark.size()), std::as_bytes(std::span{mark}));
}

graph read_matrix_market(byte_reader& bytes, const graph_reading& how, const graph_notes& notes) {
  text_scanner in{bytes, "Matrix Market"};
  edge_intake edges{"Matrix Market", how, notes};
  if (!begins_as_matrix_market(bytes.peek(mark.size() + 1)))
    in.fail("the file does not begin with %%MatrixMarket");
  const banner b = read_banner(in);
  const auto skip = [&] {
    do in.next_line();
    while (!in.at_end() && (in.at_line_end() || in.peek() == '%'));
  };
  skip();
  const std::uint64_t rows = in.number("rows"), columns = in.number("columns"),
                      count = in.number("entries", ~std::uint64_t{0} / 16);
  if (rows != columns)
    in.fail("a matrix of " + std::to_string(rows) + " rows and " + std::to_string(columns) +
            " columns is no graph: the nodes of a graph are its rows and its columns");
  for (std::uint64_t i = 0; i < count; ++i) {
    skip();
    if (in.at_end())
      in.fail("the file ends after " + std::to_string(i) + " of " + std::to_string(count) + " entries");
    const std::uint64_t row = in.number("row"), column = in.number("column");
    if (row == 0 || column == 0 || row > rows || column > rows)
      in.fail("an entry at " + std::to_string(row) + ", " + std::to_string(column) + " of a matrix of " +
              std::to_string(rows) + " rows, counted from 1");
    if (in.at_line_end() == b.values)
      in.fail(b.values ? "an entry without a value" : "something follows an entry, which has no value");
    edges.add(static_cast<std::uint32_t>(row - 1), static_cast<std::uint32_t>(column - 1));
  }
  skip();
  if (!in.at_end()) in.fail("more entries than the " + std::to_string(count) + " that the file promises");
  if (b.values && count > 0) edges.remark("values of a matrix are not kept, only where they are");
  return edges.graph_of(rows, b.symmetric ? listing::once : listing::in_both_directions);
}

}  // namespace ansatz::graph_formats
