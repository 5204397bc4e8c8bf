#include <ansatz/archive/chunk.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <limits>

#include "cbor.hpp"
#include "frames.hpp"

namespace ansatz {
namespace {

using frames::get;
using frames::put;

constexpr std::size_t most_phases = 4, most_parameters = 64;
constexpr std::uint64_t most_items = std::uint64_t{1} << 48;  // of a file
constexpr std::uint64_t longest_stack = std::uint64_t{1} << 40;

/// What no encoder of ours writes, as a sentence; empty if there is nothing.
std::string objection(const chunk& c) {
  if (!frames::is_name(c.kind) || !frames::is_name(c.codec)) return "a name is none";
  if (c.parameters.size() > most_parameters) return "more parameters than any codec has";
  for (const auto& [name, value] : c.parameters)
    if (!frames::is_name(name)) return "a parameter's name is none";
  if (c.chains.empty()) return "a chunk has no chain";
  if (c.chains.size() > most_chains) return "more chains than any encoder makes";
  if (c.first > most_items) return "more items than any encoder takes";
  std::uint64_t count = 0;
  for (const chunk::chain& k : c.chains) {
    if (k.count == 0) return "a chain has no items";
    if (k.count > most_in_a_chunk - count) return "more items in a chunk than any encoder takes";
    count += k.count;
    if (k.phases.size() > most_phases) return "more phases than any codec has";
    std::uint64_t otherwise = 0;
    for (const std::uint64_t n : k.phases) {
      if (n > k.count - otherwise) return "more items in a phase than there are";
      otherwise += n;
    }
  }
  return {};
}

std::vector<std::byte> header_of(const chunk& c, std::uint64_t payload_hash) {
  cbor::writer w;
  w.list(10);
  w.text(c.kind);
  w.text(c.codec);
  w.number(c.model);
  w.map(c.parameters.size());
  for (const auto& [name, value] : c.parameters) {
    w.text(name);
    w.number(value);
  }
  w.number(c.first);
  w.bytes(c.items);
  w.number(c.seed);
  w.list(c.chains.size());
  for (const chunk::chain& k : c.chains) {
    w.list(3 + k.phases.size());
    w.number(k.count);
    w.number(k.taken);
    w.number(k.stack.size());
    for (const std::uint64_t n : k.phases) w.number(n);
  }
  w.number(c.original);
  w.number(payload_hash);
  return w.take();
}

chunk_listing from_header(std::span<const std::byte> bytes) {
  cbor::reader r{bytes};
  chunk_listing l;
  chunk& c = l.header;
  if (r.list() != 10) cbor::reader::refuse();
  c.kind = r.text();
  c.codec = r.text();
  c.model = r.number();
  for (std::uint64_t pairs = r.map(); pairs > 0; --pairs) {
    std::string name = r.text();
    if (!c.parameters.empty() && name <= c.parameters.rbegin()->first) cbor::reader::refuse();
    c.parameters[std::move(name)] = r.number();
  }
  c.first = r.number();
  c.items = r.bytes();
  c.seed = r.number();
  for (std::uint64_t chains = r.list(); chains > 0; --chains) {
    const std::uint64_t numbers = r.list();
    if (numbers < 3 || numbers > 3 + most_phases) cbor::reader::refuse();
    chunk::chain& k = c.chains.emplace_back();
    k.count = r.number();
    k.taken = r.number();
    l.sizes.push_back(r.number());
    for (std::uint64_t i = 3; i < numbers; ++i) k.phases.push_back(r.number());
  }
  c.original = r.number();
  l.payload = r.number();
  r.end();
  return l;
}

}  // namespace

std::uint64_t chunk::count() const {
  std::uint64_t n = 0;
  for (const chain& k : chains) n += k.count;
  return n;
}

std::uint64_t chunk_listing::payload_offset() const {
  std::uint64_t payload_bytes = 0;
  for (const std::uint64_t size : sizes) payload_bytes += size;
  return offset + bytes - payload_bytes;
}

std::vector<std::byte> format_chunk(const chunk& c) {
  if (const std::string what = objection(c); !what.empty()) throw domain_error(what);
  hasher payload;
  std::size_t size = 0;
  for (const chunk::chain& k : c.chains) {
    payload.add(k.stack);
    size += k.stack.size();
  }
  const std::vector<std::byte> header = header_of(c, payload.value());
  if (header.size() > std::numeric_limits<std::uint32_t>::max())
    throw domain_error("a chunk's header of 2^32 bytes or more");
  std::vector<std::byte> out;
  out.reserve(frames::before_header + header.size() + frames::after_header + size);
  put(out, frames::chunk_mark);
  put(out, header.size(), 4);
  out.insert(out.end(), header.begin(), header.end());
  put(out, hash64(out), 8);
  for (const chunk::chain& k : c.chains) out.insert(out.end(), k.stack.begin(), k.stack.end());
  return out;
}

chunk_listing list_chunk(const bytes_at& file, std::uint64_t offset, std::uint64_t file_size) {
  const auto before = file(offset, frames::before_header);
  if (!frames::begins_as(before, frames::chunk_mark) || before.size() < frames::before_header)
    throw corrupt_error("no chunk begins where one must");
  const std::uint64_t length = get(before, frames::mark_size, 4),
                      whole = frames::before_header + length + frames::after_header;
  if (whole > file_size - offset) throw corrupt_error("the file ends within the header of a chunk");
  const auto header = file(offset, whole);
  if (header.size() != whole) throw corrupt_error("the file ends within the header of a chunk");
  const auto checked = std::span{header}.first(header.size() - frames::after_header);
  const std::uint64_t check = get(header, checked.size(), 8);
  if (hash64(checked) != check) throw corrupt_error("the header of the chunk is damaged");
  chunk_listing l = from_header(checked.subspan(frames::before_header));
  if (const std::string what = objection(l.header); !what.empty()) throw corrupt_error(what);
  l.check = check;
  l.offset = offset;
  l.bytes = whole;
  for (const std::uint64_t size : l.sizes) {
    if (size > longest_stack) throw corrupt_error("the chunk has a longer stack than any encoder makes");
    l.bytes += size;
  }
  return l;
}

chunk read_chunk(const bytes_at& file, const chunk_listing& listing) {
  chunk c = listing.header;
  std::uint64_t at = listing.payload_offset();
  hasher payload;
  for (std::size_t i = 0; i < c.chains.size(); ++i) {
    c.chains[i].stack = file(at, listing.sizes[i]);
    if (c.chains[i].stack.size() != listing.sizes[i]) throw corrupt_error("the file ends within a chunk");
    payload.add(c.chains[i].stack);
    at += listing.sizes[i];
  }
  if (payload.value() != listing.payload) throw corrupt_error("the stacks of the chunk are damaged");
  return c;
}

}  // namespace ansatz
