#pragma once
#include <ansatz/archive/data_set.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/graph_files.hpp>
#include <ansatz/io/image_files.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Data in and out of the program: files, folders, pipes.
namespace ansatz::experiment {

using remarks = std::function<void(const std::string&)>;

/// What to take the data for.
enum class kind { by_content, images, bytes, graphs };

/// How data are read.
struct how_to_read {
  kind as = kind::by_content;
  std::uint64_t limit = 0;  ///< the first so many images or graphs; 0: all
  bool simple = false;      ///< of graphs loops, repeats and directions are dropped
  std::string format = {};  ///< of graphs, an ending, where neither name nor content tell
};

/// Whether a file or a folder is one of graphs, by its name or its content; a pipe is not looked into.
bool holds_graphs(const std::string& path);

/// A file, a folder, several files, also of graphs, or "-", the standard input: images or graphs where they are such, else the bytes of the one file. `take` gets them in parts of some 2^20 numbers, in their order; says what they are, as `kind_of` does.
std::string read_data_in_parts(const std::vector<std::string>& paths, const how_to_read& how,
                               const remarks& told, const std::function<void(data_set)>& take);

/// All of them at once.
data_set read_data(const std::vector<std::string>& paths, const how_to_read& how, const remarks& told);

/// Data into a file, a folder, or "-", the standard output, part by part: a path stays as it was until `finish`.
class data_writer {
 public:
  /// Images by the ending of the path, or by `format` ("png"), which "-" needs where the images are not grey and of one size; bytes as they
  /// are. Throws all that can be known before the data are there.
  data_writer(const std::string& path, const std::string& format, const std::string& kind,
              const image_listing& what);

  void write(const data_set& part);
  /// So many items are missing here.
  void skip(std::uint64_t count);
  void finish();

 private:
  void write_graphs();

  std::optional<image_writer> images_;
  std::optional<graph_set> graphs_;  // all of them, until they are finished
  std::string path_, format_;
  std::optional<output_file> file_;
  bool to_standard_output_;
};

/// All of them at once.
void write_data(const std::string& path, const data_set& data, const std::string& format);

/// A figure that was not measured in this run, and where it is from.
struct quoted_rate {
  std::string name, source;
  double bits_per_dim = 0;
};

/// Published figures for exactly these data, known by their hash.
std::vector<quoted_rate> quoted_for(const data_set& data);

}  // namespace ansatz::experiment
