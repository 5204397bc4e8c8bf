#include <ansatz/io/hash.hpp>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace ansatz {

std::uint64_t hash64(std::span<const std::byte> data) { return XXH3_64bits(data.data(), data.size()); }

struct hasher::state {
  XXH3_state_t xxh;  // aligned to 64 bytes, as `new` aligns it
};

hasher::hasher() : state_{std::make_unique<state>()} { XXH3_64bits_reset(&state_->xxh); }
hasher::~hasher() = default;
hasher::hasher(hasher&&) noexcept = default;
hasher& hasher::operator=(hasher&&) noexcept = default;

void hasher::add(std::span<const std::byte> part) {
  XXH3_64bits_update(&state_->xxh, part.data(), part.size());
}
std::uint64_t hasher::value() const { return XXH3_64bits_digest(&state_->xxh); }

std::string hash_hex(std::uint64_t hash) {
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[hash >> shift & 15];
  return out;
}

}  // namespace ansatz
