#pragma once
#include <cstddef>
#include <cstdint>

namespace ansatz::detail {

/// Where in a table of 2^bits, 1 to 63, what a context has seen is kept. Without a check: contexts that meet share.
constexpr std::size_t context_place(std::uint64_t context, unsigned bits) {
  const std::uint64_t h = (context + 1) * 0x9e3779b97f4a7c15;
  return static_cast<std::size_t>((h ^ h >> 29) * 0xd6e8feb86659fd93 >> (64 - bits));
}

}  // namespace ansatz::detail
