#pragma once
#include <cstdint>

namespace ansatz {

/// The finaliser of SplitMix64: a bijection of 64-bit numbers that looks random. Steele, Lea, Flood 2014,
/// Fast splittable pseudorandom number generators.
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}
/// A hash of a sequence, a number more.
constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t x) { return mixed(hash ^ mixed(x)); }

}  // namespace ansatz
