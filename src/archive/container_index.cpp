#include "container_index.hpp"

#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <span>
#include <utility>

#include "cbor.hpp"
#include "frames.hpp"

namespace ansatz {
namespace {

// After the index's header: its length, and the hash of the whole index before.
constexpr std::uint64_t index_end = 4 + 8, smallest_index = frames::mark_size + 1 + index_end;

constexpr std::uint64_t most_items = std::uint64_t{1} << 48;

}  // namespace

std::vector<std::byte> format_index(const container_index& index) {
  cbor::writer w;
  w.list(2);
  w.text(index.kind);
  w.list(index.places.size());
  for (const container_file::place& p : index.places) {
    w.list(3);
    w.number(p.bytes);
    w.number(p.items);
    w.number(p.check);
  }
  const auto header = w.take();
  std::vector<std::byte> out;
  out.reserve(frames::mark_size + header.size() + index_end);
  frames::put(out, frames::index_mark);
  out.insert(out.end(), header.begin(), header.end());
  frames::put(out, header.size(), 4);
  frames::put(out, hash64(out), 8);
  return out;
}

container_index index_of(const bytes_at& file, std::uint64_t size) {
  constexpr const char* cut = "there is no index at the file's end: it was cut off or continued";
  if (size < frames::magic_size + smallest_index) throw corrupt_error(cut);
  const auto end = file(size - index_end, index_end);
  const std::uint64_t length = frames::get(end, 0, 4), whole = frames::mark_size + length + index_end;
  if (whole > size - frames::magic_size) throw corrupt_error(cut);
  const std::uint64_t begin = size - whole;
  const auto bytes = file(begin, whole);
  if (bytes.size() != whole || !frames::begins_as(bytes, frames::index_mark)) throw corrupt_error(cut);
  const auto checked = std::span{bytes}.first(bytes.size() - 8);
  if (hash64(checked) != frames::get(bytes, checked.size(), 8))
    throw corrupt_error("the index at the file's end is damaged");
  cbor::reader r{checked.subspan(frames::mark_size, length)};
  container_index out;
  if (r.list() != 2) cbor::reader::refuse();
  out.kind = r.text();
  if (!frames::is_name(out.kind)) cbor::reader::refuse();
  std::uint64_t offset = frames::magic_size, first = 0;
  for (std::uint64_t chunks = r.list(); chunks > 0; --chunks) {
    if (r.list() != 3) cbor::reader::refuse();
    container_file::place p{.offset = offset, .bytes = 0, .first = first, .items = 0, .check = 0};
    p.bytes = r.number();
    p.items = r.number();
    p.check = r.number();
    if (p.bytes > begin - offset || p.items == 0 || p.items > most_items - first) cbor::reader::refuse();
    offset += p.bytes;
    first += p.items;
    out.places.push_back(p);
  }
  r.end();
  if (offset != begin) throw corrupt_error("there are bytes between the chunks and the index");
  return out;
}

}  // namespace ansatz
