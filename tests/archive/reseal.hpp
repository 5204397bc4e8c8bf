#pragma once
#include <ansatz/io/hash.hpp>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

namespace ansatz::testing {

/// A damaged container with its checksums made right again, as far as its header can still be read.
inline std::vector<std::byte> reseal(std::vector<std::byte> bytes) {
  const auto get = [&](std::size_t at) { return std::to_integer<std::size_t>(bytes[at]); };
  if (bytes.size() < 20) return bytes;
  const std::size_t length = get(8) | get(9) << 8 | get(10) << 16 | get(11) << 24;
  if (length > bytes.size() - 20) return bytes;
  const auto put_hash = [&](std::size_t at, std::uint64_t hash) {
    for (std::size_t i = 0; i < 8; ++i) bytes[at + i] = static_cast<std::byte>(hash >> (8 * i));
  };
  const std::span<const std::byte> all{bytes};
  try {
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data()) + 12;
    auto header = nlohmann::json::from_cbor(begin, begin + length);
    header["payload"] = hash64(all.subspan(20 + length));
    const auto cbor = nlohmann::json::to_cbor(header);
    if (cbor.size() == length)
      for (std::size_t i = 0; i < length; ++i) bytes[12 + i] = static_cast<std::byte>(cbor[i]);
  } catch (const nlohmann::json::exception&) {
  }
  put_hash(12 + length, hash64(all.first(12 + length)));
  return bytes;
}

}  // namespace ansatz::testing
