#include <algorithm>

#include "graph_formats.hpp"
#include "zip.hpp"

namespace ansatz::graph_formats {
namespace {

class zipped final : public tu_files {
 public:
  explicit zipped(std::span<const std::byte> archive) : archive_{archive}, entries_{zip_directory(archive)} {
    std::string_view name;
    for (const zip_entry& e : entries_) {
      if (!std::string_view{e.name}.ends_with(tu_edges)) continue;
      if (!name.empty())
        throw corrupt_error("TUDataset: the archive holds two sets, " + printable(name) + " and " +
                            printable(e.name));
      name = e.name;
    }
    if (name.empty()) throw corrupt_error("TUDataset: the archive holds no file *_A.txt");
    set_ = name.substr(0, name.size() - tu_edges.size());
  }

  std::unique_ptr<byte_reader> open(std::string_view suffix) override {
    const auto at = std::ranges::find(entries_, set_ + std::string{suffix}, &zip_entry::name);
    return at == entries_.end() ? nullptr : std::make_unique<byte_reader>(unzipped(archive_, *at));
  }

 private:
  std::span<const std::byte> archive_;
  std::vector<zip_entry> entries_;
  std::string set_;
};

}  // namespace

bool begins_as_tu_zip(std::span<const std::byte> bytes) {
  // Headers before the files: an archive of a set has few, and the edges among the first.
  const auto get = [&](std::size_t at, std::size_t n) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < n; ++i) out |= std::to_integer<std::size_t>(bytes[at + i]) << (8 * i);
    return out;
  };
  while (begins_as_zip(bytes) && bytes.size() >= 30) {
    const std::size_t name = get(26, 2), head = 30 + name + get(28, 2);
    if (bytes.size() < 30 + name) return false;
    const std::string_view text{reinterpret_cast<const char*>(bytes.data()) + 30, name};
    if (text.ends_with(tu_edges)) return true;
    const std::size_t all = head + get(18, 4);
    if ((get(6, 2) & 8) != 0 || all > bytes.size()) return false;  // the size is not told before the file
    bytes = bytes.subspan(all);
  }
  return false;
}

std::unique_ptr<tu_files> tu_in_zip(std::span<const std::byte> archive) {
  return std::make_unique<zipped>(archive);
}

}  // namespace ansatz::graph_formats
