#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace ansatz {

/// XXH3, 64 bits, seed 0: equal on every machine.
std::uint64_t hash64(std::span<const std::byte> data);

/// 16 lower-case hexadecimal digits.
std::string hash_hex(std::uint64_t hash);

}  // namespace ansatz
