#include "data.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/image_files.hpp>
#include <common/program.hpp>
#include <cstdio>
#include <filesystem>
#include <map>

namespace ansatz::experiment {
namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 34;

image_set first_images(image_set images, std::uint64_t limit) {
  if (limit > 0 && limit < images.size()) images.resize(limit);
  return images;
}

std::string format_for(const data_set& data, const std::string& format) {
  if (!format.empty()) return "." + format;
  const auto& images = std::get<image_set>(data);
  for (const image& x : images)
    if (x.shape != images.front().shape || x.shape.channels != 1)
      throw domain_error(
          "images of several sizes, or in colour, need --format, or a path whose ending says it");
  return ".idx";
}

}  // namespace

std::vector<std::byte> read_bytes(const std::string& path) {
  if (path != "-") return read_file(path, most_bytes);
  std::vector<std::byte> out;
  std::vector<std::byte> part(1 << 16);
  while (const std::size_t n = std::fread(part.data(), 1, part.size(), stdin)) {
    if (out.size() + n > most_bytes) throw error("the standard input is larger than 16 GiB");
    out.insert(out.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(n));
  }
  if (std::ferror(stdin) != 0) throw error("the standard input cannot be read");
  return out;
}

void write_bytes(const std::string& path, std::span<const std::byte> bytes) {
  if (path != "-") return write_file_atomically(path, bytes);
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size() || std::fflush(stdout) != 0)
    throw error("the standard output cannot be written");
}

data_set read_data(const std::vector<std::string>& paths, kind as, std::uint64_t limit, const remarks& told) {
  namespace fs = std::filesystem;
  const image_limits limits{.count = limit};
  if (paths.size() != 1 || fs::is_directory(paths.front())) {
    if (as == kind::bytes) throw domain_error("bytes are those of one file");
    if (std::ranges::count(paths, "-") > 0) throw domain_error("-, the standard input, is an input alone");
    return first_images(read_images(std::vector<fs::path>(paths.begin(), paths.end()), limits, told), limit);
  }
  const std::string& path = paths.front();
  if (path != "-" && as == kind::images)
    return first_images(read_images(fs::path{path}, limits, told), limit);
  const auto bytes = read_bytes(path);
  if (as != kind::bytes) {
    try {
      if (auto images = images_in(bytes, limits, told)) return first_images(std::move(*images), limit);
    } catch (const corrupt_error& e) {
      throw corrupt_error(path + ": " + e.what());
    }
    if (as == kind::images) throw corrupt_error("the standard input holds no images of a known format");
    if (path.ends_with(".bin") || path.ends_with(".npy"))
      return first_images(read_images(fs::path{path}, limits, told), limit);
  }
  if (limit > 0) throw domain_error(path + ": --limit is of images, and these are bytes");
  const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  return byte_string(begin, begin + bytes.size());
}

void write_data(const std::string& path, const data_set& data, const std::string& format) {
  if (const auto* bytes = std::get_if<byte_string>(&data))
    return write_bytes(path, std::as_bytes(std::span{*bytes}));
  const auto& images = std::get<image_set>(data);
  if (path == "-" || !format.empty())
    write_bytes(path, format_images(images, format_for(data, format)));
  else
    write_images(path, images);
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
