#include "data.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <filesystem>
#include <iterator>
#include <map>

namespace ansatz::experiment {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t part_size = std::uint64_t{1} << 20;

graph_reading reading_of(const how_to_read& how) {
  return {.simple = how.simple, .count = how.limit, .format = how.format};
}

/// One file, or the standard input, by what it holds.
std::string read_one(const std::string& path, const how_to_read& how, const remarks& told,
                     const std::function<void(data_set)>& take) {
  const kind as = how.as;
  const image_limits limits{.count = how.limit};
  const images_taken images = [&](image_set part) { take(std::move(part)); };
  std::string images_kind = kind_of(image_set{});
  const bool by_ending = path.ends_with(".bin") || path.ends_with(".npy");
  byte_reader in{path == "-" ? standard_input() : source_of(fs::path{path})};
  const bool graphs =
      as == kind::graphs ||
      (as == kind::by_content && ((path != "-" && is_named_as_graphs(path)) || begin_as_graphs(in)));
  if (graphs) {
    take(read_graphs(in, path == "-" ? "" : path, reading_of(how), told));
    return kind_of(graph_set{});
  }
  if (how.simple)
    throw domain_error(path + ": --simple is of graphs, and this is none (--as graphs takes it for one)");
  if (as != kind::bytes && begin_as_images(in)) {
    read_images_in_parts(in, path, limits, part_size, images, told);
    return images_kind;
  }
  if (as == kind::images && path == "-")
    throw corrupt_error("the standard input holds no images of a known format");
  if (as == kind::images || (as == kind::by_content && by_ending)) {
    read_images_in_parts(std::vector{fs::path{path}}, limits, part_size, images, told);
    return images_kind;
  }
  if (as == kind::by_content && may_be_graphs(in))
    told((path == "-" ? "the standard input" : path) +
         " is coded as bytes, and reads like a graph: --as edges takes it for a list of edges, --as metis "
         "for METIS");
  if (how.limit > 0) throw domain_error(path + ": --limit is of images and graphs, and these are bytes");
  while (!in.at_end()) {
    const auto part = in.read(part_size);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(part.data());
    take(byte_string(begin, begin + part.size()));
  }
  return kind_of(byte_string{});
}

/// Files and folders of graphs, one after another, as one set.
void read_several_graphs(const std::vector<std::string>& paths, const how_to_read& how, const remarks& told,
                         const std::function<void(data_set)>& take) {
  graph_set all;
  graph_reading reading = reading_of(how);
  for (const std::string& path : paths) {
    if (path == "-") throw domain_error("-, the standard input, is an input alone");
    if (how.as == kind::by_content && !holds_graphs(path))
      throw domain_error(
          path +
          " is no graph as far as its name and its content tell, and others of these files are "
          "graphs (--as graphs takes all of them for such)");
    if (how.limit > 0 && all.size() >= how.limit) break;
    reading.count = how.limit > 0 ? how.limit - all.size() : 0;
    graph_set own = read_graphs(path, reading, told);
    all.insert(all.end(), std::make_move_iterator(own.begin()), std::make_move_iterator(own.end()));
  }
  take(std::move(all));
}

/// Throws what `write_graphs` would only after the work.
void expect_writable(const std::string& path, const std::string& format, std::uint64_t count) {
  std::error_code none;
  if (path != "-" && (fs::is_directory(path, none) || !fs::path{path}.has_filename())) return;
  if (count != 1)
    throw domain_error(path + ": such a file holds one graph, and there are " + std::to_string(count) +
                       ": a folder, a path that ends in /, holds any, in TUDataset's format");
  if (path != "-" || !format.empty())
    (void)format_graph({}, format.empty() ? fs::path{path}.extension().string() : format);
}

/// The format of images for the standard output.
std::string piped_format(const std::string& format, const image_listing& what) {
  if (!format.empty()) return format;
  if (what.count > 0 && (!what.common || what.common->channels != 1))
    throw domain_error(
        "images of several sizes, or in colour, need --format, or a path whose ending says it");
  return "idx";
}

}  // namespace

bool holds_graphs(const std::string& path) {
  if (path == "-") return false;
  std::error_code none;
  if (is_named_as_graphs(path)) return true;
  if (!fs::is_regular_file(path, none)) return false;
  byte_reader in{source_of(fs::path{path})};
  return begin_as_graphs(in);
}

std::string read_data_in_parts(const std::vector<std::string>& paths, const how_to_read& how,
                               const remarks& told, const std::function<void(data_set)>& take) {
  const kind as = how.as;
  std::error_code none;
  const auto is_folder = [&](const std::string& path) { return fs::is_directory(path, none); };
  const bool several = paths.size() > 1,
             graphs = as == kind::graphs ||
                      (as == kind::by_content && several && std::ranges::any_of(paths, holds_graphs));
  if (several && graphs) {
    read_several_graphs(paths, how, told, take);
    return kind_of(graph_set{});
  }
  if (is_folder(paths.front()) && (graphs || (as == kind::by_content && is_named_as_graphs(paths.front())))) {
    take(read_graphs(paths.front(), reading_of(how), told));
    return kind_of(graph_set{});
  }
  if (paths.size() == 1 && !fs::is_directory(paths.front(), none)) try {
      return read_one(paths.front(), how, told, take);
    } catch (const corrupt_error& e) {
      if (as != kind::by_content) throw;
      throw corrupt_error(std::string{e.what()} + " (--as bytes codes the file as it is)");
    }
  if (as == kind::bytes) throw domain_error("bytes are those of one file");
  if (std::ranges::count(paths, "-") > 0) throw domain_error("-, the standard input, is an input alone");
  read_images_in_parts(
      std::vector<fs::path>(paths.begin(), paths.end()), {.count = how.limit}, part_size,
      [&](image_set part) { take(std::move(part)); }, told);
  return kind_of(image_set{});
}

data_set read_data(const std::vector<std::string>& paths, const how_to_read& how, const remarks& told) {
  std::optional<data_set> all;
  const std::string what = read_data_in_parts(paths, how, told, [&](data_set part) {
    if (all)
      append(*all, std::move(part));
    else
      all = std::move(part);
  });
  return all ? std::move(*all) : none_of(what);
}

data_writer::data_writer(const std::string& path, const std::string& format, const std::string& kind,
                         const image_listing& what)
    : path_{path}, format_{format}, to_standard_output_{path == "-"} {
  if (kind == kind_of(graph_set{})) {
    expect_writable(path, format, what.count);
    graphs_.emplace();
    return;
  }
  const bool images = kind == kind_of(image_set{});
  if (images && to_standard_output_)
    images_.emplace(standard_output(), piped_format(format, what), what);
  else if (images)
    images_.emplace(fs::path{path}, format, what);
  else if (!to_standard_output_)
    file_.emplace(path);
}

void data_writer::write(const data_set& part) {
  if (const auto* images = std::get_if<image_set>(&part)) {
    for (const image& i : *images) images_->write(i);
    return;
  }
  if (const auto* graphs = std::get_if<graph_set>(&part)) {
    graphs_->insert(graphs_->end(), graphs->begin(), graphs->end());
    return;
  }
  const auto bytes = std::as_bytes(std::span{std::get<byte_string>(part)});
  if (file_)
    file_->write(bytes);
  else
    standard_output()(bytes);
}

void data_writer::skip(std::uint64_t count) {
  if (images_) images_->skip(count);
}

void data_writer::write_graphs() {
  if (to_standard_output_)
    standard_output()(format_graph(graphs_->front(), format_.empty() ? "edges" : format_));
  else
    ansatz::write_graphs(path_, *graphs_, format_);
}

void data_writer::finish() {
  if (graphs_) write_graphs();
  if (images_) images_->finish();
  if (file_) file_->finish();
  if (to_standard_output_) flush_standard_output();
}

void write_data(const std::string& path, const data_set& data, const std::string& format) {
  image_listing what{.count = items_of(data), .common = {}, .first = 0};
  if (const auto* images = std::get_if<image_set>(&data); images != nullptr && !images->empty())
    if (std::ranges::all_of(*images, [&](const image& i) { return i.shape == images->front().shape; }))
      what.common = images->front().shape;
  data_writer writer{path, format, kind_of(data), what};
  writer.write(data);
  writer.finish();
}

std::vector<quoted_rate> quoted_for(const data_set& data) {
  static const std::map<std::uint64_t, std::vector<quoted_rate>> known{
      {0x09618a1c128f06ff,  // MNIST's test set
       {{"BB-ANS, its authors", "Townsend, Bird, Barber 2019", 1.41},
        {"Bit-Swap, 8 layers, net", "authors' result arrays, Kingma, Abbeel, Ho 2019", 1.27},
        {"paq8px v216 -8, mosaic", "measured once, 839 s", 0.9187}}},
      {0x2ba98e4a0fb00682,  // the same, binarised with seed 0
       {{"BB-ANS, its authors", "Townsend, Bird, Barber 2019", 0.19},
        {"paq8px v216 -8, mosaic", "measured once, 43 s", 0.1768}}},
  };
  const auto at = known.find(hash_of(data));
  return at == known.end() ? std::vector<quoted_rate>{} : at->second;
}

}  // namespace ansatz::experiment
