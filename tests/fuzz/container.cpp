#include <ansatz/archive/container.hpp>
#include <ansatz/archive/salvage.hpp>
#include <ansatz/error.hpp>
#include <optional>
#include <string>

#include "archive/chunks.hpp"
#include "archive/reseal.hpp"
#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

using bytes = std::vector<std::byte>;

/// Read at once and place by place: both or neither, and what is read is written as it stood.
void read(const bytes& all) {
  std::optional<container> whole;
  try {
    whole = parse_container(all);
  } catch (const corrupt_error&) {
  }
  if (whole) require(format_container(*whole) == all, "what was read is written as it stood");
  try {
    const container_file file{testing::bytes_of(all), all.size()};
    std::size_t good = 0;
    std::uint64_t items = 0;
    for (std::size_t i = 0; i < file.places().size(); ++i) {
      const auto& place = file.places()[i];
      require(place.first == items, "items follow one another");
      items += place.items;
      try {
        const chunk_listing l = file.list(i);
        require(l.header.first == place.first && l.header.count() == place.items,
                "the index tells of the chunk");
        const chunk c = file.read(i);
        require(!whole || c == whole->chunks[i], "a chunk alone is the one of the whole");
        ++good;
      } catch (const corrupt_error&) {
      }
    }
    require(file.count() == items, "all items are those of the places");
    require(whole.has_value() == (good == file.places().size()), "a file is whole where its chunks are");
  } catch (const corrupt_error&) {
    require(!whole, "a file without places is not whole");
  }
}

/// Whatever is found decodes to itself, no item twice, and what is lost lies between.
void salvage_from(const bytes& all) {
  std::uint64_t read_so_far = 0;
  const bytes_at counted = [&, at = testing::bytes_of(all)](std::uint64_t offset, std::uint64_t count) {
    bytes out = at(offset, count);
    read_so_far += out.size();
    return out;
  };
  const salvaged_chunks s = salvage(counted, all.size());
  require(read_so_far <= (std::uint64_t{1} << 22) + 64 * all.size(),
          "a file is read a bounded number of times");
  std::uint64_t next = 0;
  auto lost = s.lost.begin();
  for (const chunk_listing& l : s.chunks) {
    require(l.header.first >= next, "items are in their order, none twice");
    if (l.header.first > next) {
      require(lost != s.lost.end() && lost->first == next && lost->count == l.header.first - next &&
                  !lost->why.empty(),
              "what lies between chunks is lost");
      ++lost;
    }
    const chunk c = read_chunk(testing::bytes_of(all), l);
    require(c.kind == s.kind && c.count() == l.header.count(), "a chunk is what its listing says");
    const bytes own = format_chunk(c);
    require(own.size() == l.bytes &&
                std::equal(own.begin(), own.end(), all.begin() + static_cast<std::ptrdiff_t>(l.offset)),
            "a chunk is written as it stood");
    next = l.header.first + l.header.count();
  }
  try {
    const container whole = parse_container(all);
    require(s.lost.empty() && s.chunks.size() == whole.chunks.size() && s.kind == whole.kind,
            "a whole file loses nothing");
  } catch (const corrupt_error&) {
  }
}

// The reader of CBOR in `reseal` goes down into what is nested.
constexpr std::size_t most_to_reseal = std::size_t{1} << 13;

void as_it_is_and_resealed(input in, void (*f)(const bytes&)) {
  const bytes all = bytes_of(in);
  f(all);
  if (all.size() > most_to_reseal) return;
  if (const bytes sealed = testing::reseal(all); sealed != all) f(sealed);
}

std::string name_from(taker& t) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_A ";
  std::string out;
  for (std::size_t n = t.below(6); n > 0; --n) out += letters[t.below(letters.size())];
  return out;
}

chunk chunk_from(taker& t, const std::string& kind, std::uint64_t first) {
  chunk c;
  c.kind = t.below(16) == 15 ? name_from(t) : kind;
  c.codec = name_from(t);
  c.model = t.of_any_size(64);
  for (std::size_t n = t.below(4); n > 0; --n) c.parameters[name_from(t)] = t.of_any_size(64);
  c.first = t.below(16) == 15 ? t.of_any_size(64) : first;
  c.items = bytes_of(t.part(t.below(30)));
  c.seed = t.of_any_size(64);
  for (std::size_t n = t.below(5); n > 0; --n) {
    chunk::chain k;
    k.count = t.below(16) == 15 ? t.of_any_size(64) : t.take();
    k.taken = t.of_any_size(64);
    k.stack = bytes_of(t.part(t.below(30)));
    for (std::size_t phases = t.below(6); phases > 0; --phases) k.phases.push_back(t.of_any_size(8));
    c.chains.push_back(std::move(k));
  }
  c.original = t.of_any_size(64);
  return c;
}

}  // namespace

void fuzz_container(input in) { as_it_is_and_resealed(in, read); }

void fuzz_salvage(input in) { as_it_is_and_resealed(in, salvage_from); }

/// Whatever may be written is read again.
void fuzz_chunks(input in) {
  taker t{in};
  container c{.kind = name_from(t)};
  while (!t.at_end() && c.chunks.size() < 8) c.chunks.push_back(chunk_from(t, c.kind, c.count()));
  bytes all;
  try {
    all = format_container(c);
  } catch (const domain_error&) {
    return;
  }
  require(parse_container(all) == c, "what was written is read");
  salvage_from(all);
}

}  // namespace ansatz::fuzz
