#include "archive.hpp"

#include <algorithm>
#include <ansatz/error.hpp>
#include <common/program.hpp>
#include <filesystem>
#include <limits>
#include <utility>

namespace ansatz::experiment {
namespace {

constexpr const char* salvage_hint = " (decompress --salvage brings back what is whole)";

}  // namespace

archive::archive(const std::string& path)
    : file_{std::make_shared<input_file>(path == "-" ? input_file::spooled(standard_input())
                                                     : input_file{std::filesystem::path{path}})},
      bytes_{
          [file = file_](std::uint64_t offset, std::uint64_t count) { return file->read(offset, count); }} {}

container_file archive::container() const {
  const auto first = bytes_(0, 8);
  const bool ours = begins_as_container(first) && first.back() == std::byte{format_version};
  return about(name(), [&] {
    try {
      return container_file{bytes_, size()};
    } catch (const corrupt_error& e) {
      if (!ours) throw;
      throw corrupt_error(std::string{e.what()} + salvage_hint);
    }
  });
}

salvaged_chunks archive::salvaged() const {
  return about(name(), [&] { return salvage(bytes_, size()); });
}

work_list wanted_items(const container_file& file, std::uint64_t first, std::uint64_t last) {
  const std::uint64_t count = file.count();
  if (last == std::numeric_limits<std::uint64_t>::max()) last = count;
  if (first > last || last > count)
    throw domain_error("there are items 0 to " + std::to_string(count) + " (without the last), not " +
                       std::to_string(first) + " to " + std::to_string(last));
  work_list w{.kind = file.kind(), .chunks = {}, .first = first, .last = last, .lost = {}};
  for (std::size_t i = 0; i < file.places().size(); ++i) {
    const container_file::place& p = file.places()[i];
    if (p.first < last && p.first + p.items > first) try {
        w.chunks.push_back(file.list(i));
      } catch (const corrupt_error& e) {
        throw corrupt_error(std::string{e.what()} + salvage_hint);
      }
  }
  return w;
}

work_list whole_items(salvaged_chunks found) {
  work_list w{.kind = std::move(found.kind),
              .chunks = std::move(found.chunks),
              .first = 0,
              .last = 0,
              .lost = std::move(found.lost)};
  if (!w.chunks.empty()) w.last = w.chunks.back().header.first + w.chunks.back().header.count();
  return w;
}

image_listing listing_of(const work_list& w) {
  image_listing out{.count = 0, .common = std::nullopt, .first = w.first};
  bool alike = true;
  for (const chunk_listing& l : w.chunks) {
    const chunk& c = l.header;
    const std::uint64_t from = std::max(c.first, w.first), to = std::min(c.first + c.count(), w.last);
    out.count += to - from;
    const data_shape shape = shape_in(c);
    const auto* images = std::get_if<std::vector<image_shape>>(&shape);
    if (images == nullptr) continue;
    for (std::uint64_t i = from; i < to; ++i) {
      const image_shape& s = (*images)[i - c.first];
      alike = alike && (!out.common || *out.common == s);
      out.common = s;
    }
  }
  if (!alike) out.common.reset();
  return out;
}

void decode(const archive& from, const work_list& w, coders_of_chunks& coders, unsigned threads,
            const items_told& told, const std::function<void(data_set part, std::uint64_t first)>& take) {
  for (const chunk_listing& l : w.chunks) coders.of(l.header);  // what is missing shows before the work
  for (const chunk_listing& l : w.chunks) {
    const chunk& c = l.header;
    data_set items = about(from.name(), [&] {
      try {
        return coders.of(c).decompress_chunk(read_chunk(from.bytes(), l), threads, told);
      } catch (const corrupt_error& e) {
        throw corrupt_error("items " + std::to_string(c.first) + " to " +
                            std::to_string(c.first + c.count() - 1) + ": " + e.what() + salvage_hint);
      }
    });
    const std::uint64_t begin = std::max(c.first, w.first), end = std::min(c.first + c.count(), w.last);
    if (begin > c.first) take_first(items, begin - c.first);
    if (end - begin < items_of(items)) items = take_first(items, end - begin);
    take(std::move(items), begin);
  }
}

}  // namespace ansatz::experiment
