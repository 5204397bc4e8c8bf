#include <ansatz/io/hash.hpp>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace ansatz {

std::uint64_t hash64(std::span<const std::byte> data) { return XXH3_64bits(data.data(), data.size()); }

std::string hash_hex(std::uint64_t hash) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[hash >> shift & 15];
  return out;
}

}  // namespace ansatz
