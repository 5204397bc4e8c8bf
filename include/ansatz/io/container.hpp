#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// A compressed data set: what a decoder must know, and the stacks. The format is in docs/container.md.
struct container {
  /// Symbols coded one after another on one stack.
  struct chain {
    std::uint64_t count = 0;       ///< items
    std::uint64_t taken = 0;       ///< words that the encoder took from the supply: the deepest point
    std::vector<std::byte> stack;  ///< what lies above it (`to_bytes`)
    std::uint64_t start = 0;       ///< the last so many items, the first to be pushed, are coded otherwise
    friend bool operator==(const chain&, const chain&) = default;
  };

  std::string codec;                                     ///< its name and revision
  std::map<std::string, std::uint64_t> parameters = {};  ///< the codec's own
  std::uint64_t model = 0;                               ///< fingerprint
  std::vector<std::uint64_t> shape = {};                 ///< of one item
  std::uint64_t block = 1;                               ///< items in a symbol
  std::uint64_t lanes = 1;                               ///< heads of a stack
  std::uint64_t seed = 0;  ///< of the first chain's supply; chain i has seed + i
  std::vector<chain> chains = {};
  std::uint64_t original = 0;  ///< hash64 of all items

  std::uint64_t count() const;
  friend bool operator==(const container&, const container&) = default;
};

/// The file's bytes. Throws `domain_error` for what parse_container would refuse.
std::vector<std::byte> format_container(const container& c);

/// Throws `corrupt_error`, in a sentence, for anything that format_container does not give.
container parse_container(std::span<const std::byte> bytes);

}  // namespace ansatz
