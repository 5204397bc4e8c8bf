#pragma once
#include <ansatz/archive/chains.hpp>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "choice.hpp"
#include "data.hpp"

/// The commands of the program `ansatz` that work on files.
namespace ansatz::experiment {

struct arguments {
  std::vector<std::string> paths;  ///< of a command with many: all but the last are read
  std::string in, out, report, format;
  wish wanted;
  kind as = kind::by_content;
  std::string as_format;  ///< of graphs, where `as` says one
  std::uint64_t limit = 0, count = 0, edges = 0, height = 0, width = 0;
  bool mosaic = false;
  double scale = 0;  ///< bits of the lightest colour; 0: what suits the images
  coding_options coding;
  /// Items of a file that are wanted: from one up to and without another.
  std::uint64_t first = 0, last = std::numeric_limits<std::uint64_t>::max();
  /// Of graphs: loops, repeats and directions are dropped; the numbering is kept.
  bool simple = false, keep_labels = false;
  bool verify = false, ideal = false, force = false, append = false, salvage = false;
  remarks told;

  how_to_read reading() const { return {.as = as, .limit = limit, .simple = simple, .format = as_format}; }
};

void compress(arguments a);
/// False where something was lost, and said so, and the rest written.
bool decompress(const arguments& a);
void verify(const arguments& a);
void info(const arguments& a);
void picture(const arguments& a);
void sample(const arguments& a);
void models(const arguments& a);
void binarize(const arguments& a);
void digits(const arguments& a);
void landscape(const arguments& a);
void draw_graph(const arguments& a);

}  // namespace ansatz::experiment
