#include <algorithm>
#include <ansatz/archive/container.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <utility>

#include "container_index.hpp"
#include "frames.hpp"

namespace ansatz {
namespace {

// "ansatz", a byte that ends a text file, the format's version.
constexpr std::array<std::uint8_t, frames::magic_size> magic{'a', 'n', 's',  'a',
                                                             't', 'z', 0x1a, format_version};

std::string about(std::size_t i, const container_file::place& p) {
  return "chunk " + std::to_string(i + 1) + ", items " + std::to_string(p.first) + " to " +
         std::to_string(p.first + p.items - 1) + ": ";
}

bytes_at bytes_of(std::span<const std::byte> all) {
  return [all](std::uint64_t offset, std::uint64_t count) {
    const auto part = all.subspan(std::min<std::uint64_t>(offset, all.size()));
    const auto taken = part.first(std::min<std::uint64_t>(count, part.size()));
    return std::vector<std::byte>(taken.begin(), taken.end());
  };
}

void expect_beginning(std::span<const std::byte> bytes) {
  if (bytes.empty()) throw corrupt_error("the file is empty");
  if (!begins_as_container(bytes))
    throw corrupt_error("the file does not begin as an archive of ansatz does");
  if (bytes.size() < magic.size()) throw corrupt_error("the file ends within its first 8 bytes");
  const auto version = std::to_integer<unsigned>(bytes[7]);
  if (version == 0)
    throw corrupt_error(
        "it is of format 0, which promised nothing and is read by ansatz 0.1 alone: code the data anew");
  if (version != format_version)
    throw corrupt_error("it is of format " + std::to_string(version) + ", and this program reads format " +
                        std::to_string(format_version));
}

}  // namespace

std::uint64_t container::count() const {
  std::uint64_t n = 0;
  for (const chunk& c : chunks) n += c.count();
  return n;
}

bool begins_as_container(std::span<const std::byte> bytes) {
  return bytes.size() >= magic.size() - 1 &&
         std::equal(magic.begin(), magic.end() - 1, bytes.begin(),
                    [](std::uint8_t own, std::byte read) { return read == static_cast<std::byte>(own); });
}

container_writer::container_writer(byte_sink to, std::string kind)
    : to_{std::move(to)}, kind_{std::move(kind)} {
  if (!frames::is_name(kind_)) throw domain_error("the kind's name is none");
  write(std::as_bytes(std::span{magic}));
}

void container_writer::write(std::span<const std::byte> part) {
  to_(part);
  bytes_ += part.size();
}

void container_writer::add(const chunk& c) {
  if (c.kind != kind_) throw domain_error("a chunk of another kind");
  if (c.first != items_) throw domain_error("a chunk that begins with another item than the next");
  const auto bytes = format_chunk(c);
  const std::uint64_t header = frames::before_header + frames::get(bytes, frames::mark_size, 4);
  write(bytes);
  index_.push_back({.offset = bytes_ - bytes.size(),
                    .bytes = bytes.size(),
                    .first = items_,
                    .items = c.count(),
                    .check = frames::get(bytes, header, 8)});
  items_ += c.count();
  chains_ += c.chains.size();
}

void container_writer::finish() { write(format_index({kind_, index_})); }

container_file::container_file(bytes_at file, std::uint64_t size) : file_{std::move(file)}, size_{size} {
  expect_beginning(file_(0, magic.size()));
  container_index at_end = index_of(file_, size_);
  kind_ = std::move(at_end.kind);
  places_ = std::move(at_end.places);
}

std::uint64_t container_file::count() const {
  return places_.empty() ? 0 : places_.back().first + places_.back().items;
}

chunk_listing container_file::list(std::size_t i) const {
  if (i >= places_.size()) throw domain_error("there is no such chunk");
  const place& p = places_[i];
  try {
    chunk_listing l = list_chunk(file_, p.offset, p.offset + p.bytes);
    if (l.bytes != p.bytes || l.check != p.check || l.header.first != p.first ||
        l.header.count() != p.items || l.header.kind != kind_)
      throw corrupt_error("another chunk lies there than the index lists");
    return l;
  } catch (const corrupt_error& e) {
    throw corrupt_error(about(i, p) + e.what());
  }
}

chunk container_file::read(std::size_t i) const {
  const chunk_listing l = list(i);
  try {
    return read_chunk(file_, l);
  } catch (const corrupt_error& e) {
    throw corrupt_error(about(i, places_[i]) + e.what());
  }
}

std::vector<std::byte> format_container(const container& c) {
  std::vector<std::byte> out;
  container_writer w{
      [&](std::span<const std::byte> part) { out.insert(out.end(), part.begin(), part.end()); }, c.kind};
  for (const chunk& part : c.chunks) w.add(part);
  w.finish();
  return out;
}

container parse_container(std::span<const std::byte> bytes) {
  const container_file file{bytes_of(bytes), bytes.size()};
  container out{.kind = file.kind()};
  for (std::size_t i = 0; i < file.places().size(); ++i) out.chunks.push_back(file.read(i));
  return out;
}

}  // namespace ansatz
