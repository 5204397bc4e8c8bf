#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <array>

#include "about.hpp"
#include "ending.hpp"
#include "formats.hpp"
#include "gzip.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;
using formats::intake;

struct format {
  bool (*begins)(formats::bytes_in);
  void (*read)(byte_reader&, intake&);
};

constexpr std::array known{
    format{formats::begins_as_png, formats::read_png},
    format{formats::begins_as_npy, formats::read_npy},
    format{formats::begins_as_pnm, formats::read_pnm},
    format{formats::begins_as_idx, formats::read_idx_images},
};

constexpr std::size_t longest_head = 1100;  // what tells a format: a header of idx is the longest

const format* known_by(formats::bytes_in head) {
  const auto of = std::ranges::find_if(known, [&](const format& f) { return f.begins(head); });
  return of == known.end() ? nullptr : &*of;
}

/// A record of CIFAR-10 may begin as an idx file does: the name decides. The other formats begin with what is
/// no label.
bool is_cifar(std::string_view name, formats::bytes_in head) {
  return ending_of(name) == "bin" && (known_by(head) == nullptr || formats::begins_as_idx(head));
}

/// The images of plain bytes, of which nothing was taken yet; false where they begin as none.
bool take_known(byte_reader& in, std::string_view name, intake& into) {
  const formats::bytes_in head = in.peek(longest_head);
  if (is_cifar(name, head))
    formats::read_cifar(in, into);
  else if (const format* of = known_by(head))
    of->read(in, into);
  else
    return false;
  return true;
}

[[noreturn]] void refuse(byte_reader& in) {
  if (in.at_end()) throw corrupt_error("the file is empty");
  const std::string_view other = foreign_format(in.peek(longest_head));
  throw corrupt_error(
      "is no image file that can be read (idx, PGM, PPM, PBM, PAM, PNG, npy, CIFAR-10 as .bin)" +
      (other.empty() ? std::string{} : ": it is " + std::string{other}));
}

/// Calls `f` with a reader of what is packed, if it is.
template <class F>
auto with_unpacked(byte_reader& in, F f) {
  if (!begins_as_gzip(in.peek(2))) return f(in);
  byte_reader unpacked{gunzipped([&in](std::span<std::byte> to) { return in.fill(to); })};
  return f(unpacked);
}

void take_from(byte_reader& in, std::string_view name, intake& into) {
  into.from(std::string{name});
  about(name, [&] {
    with_unpacked(in, [&](byte_reader& plain) {
      if (!take_known(plain, name, into)) refuse(plain);
    });
  });
}

void take_file(const fs::path& path, intake& into) {
  byte_reader in{source_of(path)};
  take_from(in, path.string(), into);
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

/// What `read` gives to an intake. What `take` throws comes out as it is.
template <class Read>
void take_in_parts(const image_limits& limits, std::uint64_t numbers, const images_taken& take,
                   const image_notes& notes, Read read) {
  try {
    intake into{limits, numbers, take};
    if (read(into)) into.finish(notes);
  } catch (const formats::refused_by_taker& refused) {
    std::rethrow_exception(refused.why);
  }
}

constexpr std::uint64_t in_one = ~std::uint64_t{0};  // one part holds whatever there is

}  // namespace

void read_images_in_parts(std::span<const fs::path> files, const image_limits& limits, std::uint64_t numbers,
                          const images_taken& take_part, const image_notes& notes) {
  take_in_parts(limits, numbers, take_part, notes, [&](intake& into) {
    for (const fs::path& file : files)
      if (!into.full()) take(file, into);
    return true;
  });
}

void read_images_in_parts(byte_reader& in, std::string_view name, const image_limits& limits,
                          std::uint64_t numbers, const images_taken& take_part, const image_notes& notes) {
  take_in_parts(limits, numbers, take_part, notes, [&](intake& into) {
    take_from(in, name, into);
    return true;
  });
}

bool begin_as_images(byte_reader& in) {
  const formats::bytes_in head = in.peek(std::size_t{1} << 16);
  if (!begins_as_gzip(head)) return known_by(head) != nullptr;
  // What the first bytes unpack to, as far as they do.
  const byte_source unpacked = gunzipped(source_of(head));
  std::array<std::byte, 8> first{};
  std::size_t n = 0;
  try {
    while (n < first.size() && unpacked(std::span{first}.subspan(n, 1)) == 1) ++n;
  } catch (const corrupt_error&) {  // damaged later on, or cut by looking no further
  }
  return known_by(std::span{first}.first(n)) != nullptr;
}

image_set read_images(const fs::path& path, image_limits limits, const image_notes& notes) {
  return read_images(std::span{&path, 1}, limits, notes);
}

image_set read_images(std::span<const fs::path> files, image_limits limits, const image_notes& notes) {
  image_set out;
  read_images_in_parts(files, limits, in_one, [&](image_set all) { out = std::move(all); }, notes);
  return out;
}

std::optional<image_set> images_in(std::span<const std::byte> bytes, image_limits limits,
                                   const image_notes& notes) {
  std::optional<image_set> out;
  const images_taken take_part = [&](image_set all) { out = std::move(all); };
  take_in_parts(limits, in_one, take_part, notes, [&](intake& into) {
    byte_reader in{source_of(bytes)};
    const bool are_images =
        with_unpacked(in, [&](byte_reader& plain) { return take_known(plain, {}, into); });
    if (are_images) out.emplace();
    return are_images;
  });
  return out;
}

}  // namespace ansatz
