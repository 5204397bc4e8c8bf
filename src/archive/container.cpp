#include <algorithm>
#include <ansatz/archive/container.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <nlohmann/json.hpp>

namespace ansatz {
namespace {

using nlohmann::json;

// "ansatz", a byte that ends a text file, the format version.
constexpr std::array<std::uint8_t, 8> magic{'a', 'n', 's', 'a', 't', 'z', 0x1a, 0};
constexpr std::size_t prefix = magic.size() + 4;  // and the header's length
constexpr std::size_t most_phases = 4;

void put(std::vector<std::byte>& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::byte>(value >> (8 * i)));
}
std::uint64_t get(std::span<const std::byte> in, std::size_t at, int bytes) {
  std::uint64_t value = 0;
  for (int i = bytes; i-- > 0;)
    value = value << 8 | std::to_integer<std::uint64_t>(in[at + static_cast<std::size_t>(i)]);
  return value;
}

json header_of(const container& c, std::uint64_t payload_hash) {
  json chains = json::array();
  for (const container::chain& k : c.chains) {
    json& list = chains.emplace_back(json{k.count, k.taken, k.stack.size()});
    for (const std::uint64_t n : k.phases) list.push_back(n);
  }
  const std::string items(reinterpret_cast<const char*>(c.items.data()), c.items.size());
  return {{"codec", c.codec},       {"param", c.parameters},
          {"model", c.model},       {"items", json::binary({items.begin(), items.end()})},
          {"seed", c.seed},         {"chains", chains},
          {"original", c.original}, {"payload", payload_hash}};
}

/// What no encoder of ours writes, as a sentence; empty if there is nothing. It bounds a decoder's work: a
/// decoded item takes memory, and at least 1/64 of a bit of payload.
std::string objection(const container& c) {
  if (c.chains.empty()) return "there is no chain";
  if (c.chains.size() > 1u << 20) return "more chains than any encoder makes";
  std::uint64_t count = 0, payload = 0;
  for (const container::chain& k : c.chains) {
    payload += k.stack.size();
    if (k.count > (std::uint64_t{1} << 40)) return "more items than any encoder takes";
    count += k.count;
    if (k.phases.size() > most_phases) return "more phases than any codec has";
    std::uint64_t otherwise = 0;
    for (const std::uint64_t n : k.phases) {
      if (n > k.count - otherwise) return "more items in a phase than there are";
      otherwise += n;
    }
  }
  if (count > 512 * (payload + 64)) return "more items than the payload can hold";
  return {};
}

/// Whether the bytes begin as CBOR of integers, strings, bytes, lists and maps, nested no deeper than a
/// header is. The library's reader recurses, so that hostile nesting must not reach it.
bool shallow(std::span<const std::byte> in) {
  constexpr std::size_t deepest = 4;
  std::vector<std::uint64_t> open{1};  // items still to come, a level each
  std::size_t at = 0;
  while (!open.empty()) {
    if (open.back() == 0) {
      open.pop_back();
      continue;
    }
    --open.back();
    if (at == in.size()) return false;
    const unsigned first = std::to_integer<unsigned>(in[at++]), major = first >> 5, small = first & 31;
    if (major > 5 || small > 27) return false;
    std::uint64_t value = small;
    if (small >= 24) {
      const std::size_t bytes = std::size_t{1} << (small - 24);
      if (in.size() - at < bytes) return false;
      value = 0;
      for (std::size_t i = 0; i < bytes; ++i) value = value << 8 | std::to_integer<std::uint64_t>(in[at++]);
    }
    if (major == 2 || major == 3) {
      if (value > in.size() - at) return false;
      at += value;
    } else if (major >= 4) {
      if (open.size() == deepest || value > in.size() - at) return false;
      open.push_back(major == 4 ? value : 2 * value);
    }
  }
  return at == in.size();
}

container from_header(const json& h, std::span<const std::byte> payload) {
  container c;
  h.at("codec").get_to(c.codec);
  h.at("param").get_to(c.parameters);
  h.at("model").get_to(c.model);
  for (const std::uint8_t b : h.at("items").get_binary()) c.items.push_back(static_cast<std::byte>(b));
  h.at("seed").get_to(c.seed);
  h.at("original").get_to(c.original);
  std::size_t at = 0;
  for (const json& k : h.at("chains")) {
    const auto size = k.at(2).get<std::uint64_t>();
    if (size > payload.size() - at) throw corrupt_error("container: the chains are longer than the payload");
    const auto bytes = payload.subspan(at, size);
    c.chains.push_back(
        {k.at(0).get<std::uint64_t>(), k.at(1).get<std::uint64_t>(), {bytes.begin(), bytes.end()}});
    for (std::size_t i = 3; i < k.size(); ++i) c.chains.back().phases.push_back(k.at(i).get<std::uint64_t>());
    at += size;
  }
  if (at != payload.size()) throw corrupt_error("container: the payload is longer than its chains");
  return c;
}

}  // namespace

std::uint64_t container::count() const {
  std::uint64_t n = 0;
  for (const chain& k : chains) n += k.count;
  return n;
}

std::vector<std::byte> format_container(const container& c) {
  if (const std::string what = objection(c); !what.empty()) throw domain_error("container: " + what);
  std::vector<std::byte> payload;
  for (const container::chain& k : c.chains) payload.insert(payload.end(), k.stack.begin(), k.stack.end());
  const std::vector<std::uint8_t> header = json::to_cbor(header_of(c, hash64(payload)));
  std::vector<std::byte> out;
  out.reserve(prefix + header.size() + 8 + payload.size());
  for (const std::uint8_t b : magic) out.push_back(static_cast<std::byte>(b));
  put(out, header.size(), 4);
  for (const std::uint8_t b : header) out.push_back(static_cast<std::byte>(b));
  put(out, hash64(out), 8);
  out.insert(out.end(), payload.begin(), payload.end());
  return out;
}

bool begins_as_container(std::span<const std::byte> bytes) {
  return bytes.size() >= magic.size() &&
         std::equal(magic.begin(), magic.end() - 1, bytes.begin(),
                    [](std::uint8_t own, std::byte read) { return read == static_cast<std::byte>(own); });
}

container parse_container(std::span<const std::byte> bytes) {
  if (bytes.empty()) throw corrupt_error("container: the file is empty");
  if (!begins_as_container(bytes))
    throw corrupt_error("container: the file does not begin as one of ours does");
  if (bytes[7] != static_cast<std::byte>(magic[7]))
    throw corrupt_error("container: of a format version that this program does not know");
  if (bytes.size() < prefix) throw corrupt_error("container: the file ends within its header");
  const std::uint64_t length = get(bytes, magic.size(), 4);
  if (bytes.size() - prefix < 8 || length > bytes.size() - prefix - 8)
    throw corrupt_error("container: the file ends within its header");
  if (hash64(bytes.first(prefix + length)) != get(bytes, prefix + length, 8))
    throw corrupt_error("container: the header is damaged");
  const auto payload = bytes.subspan(prefix + length + 8);
  if (!shallow(bytes.subspan(prefix, length)))
    throw corrupt_error("container: the header does not hold what it must");
  try {
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data()) + prefix;
    const json header = json::from_cbor(begin, begin + length);
    if (header.at("payload").get<std::uint64_t>() != hash64(payload))
      throw corrupt_error("container: the payload is damaged or cut off");
    container c = from_header(header, payload);
    if (const std::string what = objection(c); !what.empty()) throw corrupt_error("container: " + what);
    // No second spelling of a header: what was not read, or was spelt otherwise, shows here.
    if (!std::ranges::equal(format_container(c), bytes))
      throw corrupt_error("container: the header is not as an encoder writes it");
    return c;
  } catch (const json::exception&) {
    throw corrupt_error("container: the header does not hold what it must");
  }
}

}  // namespace ansatz
