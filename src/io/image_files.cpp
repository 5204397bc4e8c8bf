#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <array>

#include "ending.hpp"
#include "formats.hpp"
#include "gzip.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using formats::intake;

struct format {
  bool (*begins)(formats::bytes_in);
  void (*read)(formats::bytes_in, intake&);
};

constexpr std::array known{
    format{formats::begins_as_png, formats::read_png},
    format{formats::begins_as_npy, formats::read_npy},
    format{formats::begins_as_pnm, formats::read_pnm},
    format{formats::begins_as_idx, formats::read_idx_images},
};

std::optional<std::uint64_t> promised(formats::bytes_in head) {
  const auto size = formats::promised_by_idx(head);
  return size ? size : formats::promised_by_npy(head);
}

/// Whether the bytes begin as one of the known formats; if so, its images are taken.
bool take_known(formats::bytes_in bytes, intake& into) {
  const auto of = std::ranges::find_if(known, [&](const format& f) { return f.begins(bytes); });
  if (of != known.end()) of->read(bytes, into);
  return of != known.end();
}

void take_from(const fs::path& path, formats::bytes_in bytes, intake& into) {
  // A record of CIFAR-10 may begin as an idx file does, whose header then promises another size.
  const bool records =
      ending_of(path) == "bin" && formats::is_cifar(bytes) && formats::promised_by_idx(bytes) != bytes.size();
  if (!records && take_known(bytes, into)) return;
  if (ending_of(path) == "bin") return formats::read_cifar(bytes, into);
  if (bytes.empty()) throw corrupt_error("the file is empty");
  const std::string_view other = foreign_format(bytes);
  throw corrupt_error(
      "is no image file that can be read (idx, PGM, PPM, PBM, PAM, PNG, npy, CIFAR-10 as .bin)" +
      (other.empty() ? std::string{} : ": it is " + std::string{other}));
}

/// Errors get the name of the file that they are about.
template <class F>
void about(const fs::path& path, F f) {
  try {
    f();
  } catch (const corrupt_error& e) {
    throw corrupt_error(path.string() + ": " + e.what());
  } catch (const error& e) {
    throw error(path.string() + ": " + e.what());
  }
}

void take_file(const fs::path& path, intake& into) {
  into.from(path.string());
  // What CIFAR-10's records begin with is no promise.
  const promised_size size = ending_of(path) == "bin" ? promised_size{} : promised;
  const std::vector<std::byte> bytes = read_maybe_gzip(path, into.limits().bytes, size);
  about(path, [&] { take_from(path, bytes, into); });
}

/// Hidden files and folders are not taken, and said so.
std::vector<fs::path> files_of(const fs::path& folder, intake& into) {
  std::vector<fs::path> out;
  std::error_code why;
  for (fs::directory_iterator entry{folder, why}, end; !why && entry != end; entry.increment(why)) {
    const fs::path& path = entry->path();
    std::error_code none;
    into.from(path.string());
    if (path.filename().string().starts_with('.'))
      into.remark("a hidden file, which is not read");
    else if (entry->is_directory(none))
      into.remark("a folder in a folder, which is not read");
    else
      out.push_back(path);
  }
  if (why) throw error(folder.string() + ": cannot be read: " + why.message());
  if (out.empty()) throw error(folder.string() + ": there are no files in this folder");
  std::ranges::sort(out, {}, [](const fs::path& p) { return p.native(); });
  return out;
}

void take(const fs::path& path, intake& into) {
  std::error_code none;
  if (!fs::is_directory(path, none)) return take_file(path, into);
  for (const fs::path& file : files_of(path, into))
    if (!into.full()) take_file(file, into);
}

}  // namespace

image_set read_images(const fs::path& path, image_limits limits, const image_notes& notes) {
  return read_images(std::span{&path, 1}, limits, notes);
}

image_set read_images(std::span<const fs::path> files, image_limits limits, const image_notes& notes) {
  intake into{limits};
  for (const fs::path& file : files)
    if (!into.full()) take(file, into);
  return into.finish(notes);
}

std::optional<image_set> images_in(std::span<const std::byte> bytes, image_limits limits,
                                   const image_notes& notes) {
  intake into{limits};
  if (begins_as_gzip(bytes)) {
    const std::vector<std::byte> unpacked = gunzip(bytes, limits.bytes, promised);
    if (!take_known(unpacked, into)) return {};
  } else if (!take_known(bytes, into)) {
    return {};
  }
  return into.finish(notes);
}

}  // namespace ansatz
