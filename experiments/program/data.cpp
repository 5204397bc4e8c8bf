#include "data.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <filesystem>
#include <map>

namespace ansatz::experiment {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t part_size = std::uint64_t{1} << 20;

/// One file, or the standard input, by what it holds.
std::string read_one(const std::string& path, kind as, std::uint64_t limit, const remarks& told,
                     const std::function<void(data_set)>& take) {
  const image_limits limits{.count = limit};
  const images_taken images = [&](image_set part) { take(std::move(part)); };
  const std::string images_kind = kind_of(image_set{});
  const bool by_ending = path.ends_with(".bin") || path.ends_with(".npy");
  byte_reader in{path == "-" ? standard_input() : source_of(fs::path{path})};
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
  if (limit > 0) throw domain_error(path + ": --limit is of images, and these are bytes");
  while (!in.at_end()) {
    const auto part = in.read(part_size);
    const auto* begin = reinterpret_cast<const std::uint8_t*>(part.data());
    take(byte_string(begin, begin + part.size()));
  }
  return kind_of(byte_string{});
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

std::string read_data_in_parts(const std::vector<std::string>& paths, kind as, std::uint64_t limit,
                               const remarks& told, const std::function<void(data_set)>& take) {
  std::error_code none;
  if (paths.size() == 1 && !fs::is_directory(paths.front(), none)) try {
      return read_one(paths.front(), as, limit, told, take);
    } catch (const corrupt_error& e) {
      if (as != kind::by_content) throw;
      throw corrupt_error(std::string{e.what()} + " (--as bytes codes the file as it is)");
    }
  if (as == kind::bytes) throw domain_error("bytes are those of one file");
  if (std::ranges::count(paths, "-") > 0) throw domain_error("-, the standard input, is an input alone");
  read_images_in_parts(
      std::vector<fs::path>(paths.begin(), paths.end()), {.count = limit}, part_size,
      [&](image_set part) { take(std::move(part)); }, told);
  return kind_of(image_set{});
}

data_set read_data(const std::vector<std::string>& paths, kind as, std::uint64_t limit, const remarks& told) {
  std::optional<data_set> all;
  const std::string what = read_data_in_parts(paths, as, limit, told, [&](data_set part) {
    if (all)
      append(*all, std::move(part));
    else
      all = std::move(part);
  });
  return all ? std::move(*all) : none_of(what);
}

data_writer::data_writer(const std::string& path, const std::string& format, const std::string& kind,
                         const image_listing& what)
    : to_standard_output_{path == "-"} {
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
  const auto bytes = std::as_bytes(std::span{std::get<byte_string>(part)});
  if (file_)
    file_->write(bytes);
  else
    standard_output()(bytes);
}

void data_writer::skip(std::uint64_t count) {
  if (images_) images_->skip(count);
}

void data_writer::finish() {
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
