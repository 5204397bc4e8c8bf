#include "tu_folder.hpp"

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cerrno>

#include "about.hpp"
#include "graph_formats.hpp"
#include "new_file.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using namespace graph_formats;

/// The names of sets in a folder.
std::vector<std::string> sets_in(const fs::path& folder) {
  std::vector<std::string> out;
  std::error_code why;
  for (fs::directory_iterator entry{folder, why}, end; !why && entry != end; entry.increment(why)) {
    const std::string name = entry->path().filename().string();
    if (name.ends_with(tu_edges)) out.push_back(name.substr(0, name.size() - tu_edges.size()));
  }
  if (why) throw error(folder.string() + ": cannot be read: " + why.message());
  return out;
}

class in_folder final : public tu_files {
 public:
  in_folder(const fs::path& folder, std::string set) : folder_{folder}, set_{std::move(set)} {}

  std::unique_ptr<byte_reader> open(std::string_view suffix) override {
    const fs::path path = folder_ / (set_ + std::string{suffix});
    std::error_code none;
    return fs::exists(path, none) ? std::make_unique<byte_reader>(source_of(path)) : nullptr;
  }

 private:
  fs::path folder_;
  std::string set_;
};

/// Taken back unless it is finished.
class new_folder {
 public:
  explicit new_folder(const fs::path& folder) : folder_{folder}, into_{folder} {
    std::error_code why;
    if (fs::exists(fs::symlink_status(folder, why))) {
      if (!fs::is_empty(folder, why) || why) throw domain_error("the folder is not empty");
      return;
    }
    into_ = folder.parent_path() / hidden_name();
    made_ = fs::create_directory(into_, why);
    if (!made_) throw error("cannot be made: " + why.message());
  }
  new_folder(const new_folder&) = delete;
  new_folder& operator=(const new_folder&) = delete;
  ~new_folder() {
    if (finished_) return;
    std::error_code none;
    for (const fs::path& file : written_) fs::remove(file, none);
    if (made_) fs::remove(into_, none);
  }

  void write(const std::string& name, void (*give)(const graph_set&, const byte_sink&),
             const graph_set& graphs) {
    const fs::path path = into_ / name;
    output_file file{path};
    give(graphs, [&](std::span<const std::byte> bytes) { file.write(bytes); });
    file.finish();
    written_.push_back(path);
  }
  void finish() {
    if (made_) fs::rename(into_, folder_);
    finished_ = true;
  }

 private:
  fs::path folder_, into_;  // the place, and where the files are until it is finished
  bool made_ = false, finished_ = false;
  std::vector<fs::path> written_;
};

}  // namespace

bool is_tu_folder(const fs::path& folder) { return !sets_in(folder).empty(); }

graph_set read_tu_folder(const fs::path& folder, const graph_reading& how, const graph_notes& notes) {
  const auto sets = sets_in(folder);
  return about(folder.string(), [&] {
    if (sets.size() != 1)
      throw corrupt_error(sets.empty() ? "the folder holds no set of TUDataset, with a file *_A.txt"
                                       : "the folder holds several sets, " + printable(sets[0]) + " and " +
                                             printable(sets[1]));
    in_folder files{folder, sets.front()};
    return read_tu(files, how, [&](const std::string& what) {
      if (notes) notes(folder.string() + ": " + what);
    });
  });
}

void write_tu_folder(const fs::path& folder, const graph_set& graphs) {
  const auto parts = tu_parts(graphs);
  try {
    new_folder to{folder};
    for (const tu_part& part : parts)
      to.write(folder.filename().string() + std::string{part.suffix}, part.write, graphs);
    to.finish();
  } catch (const fs::filesystem_error& e) {
    throw error("cannot be written: " + e.code().message());
  }
}

}  // namespace ansatz
