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
    /// How many of the items, from the last one on, which was pushed first, were coded otherwise than the
    /// rest: a number for each phase that the codec goes through before it is in full swing.
    std::vector<std::uint64_t> phases = {};
    friend bool operator==(const chain&, const chain&) = default;
  };

  std::string codec;                                     ///< its name
  std::map<std::string, std::uint64_t> parameters = {};  ///< the codec's own
  std::uint64_t model = 0;                               ///< fingerprint
  std::vector<std::byte> items = {};                     ///< what they are, as `data_set.hpp` writes it
  std::uint64_t seed = 0;  ///< of the first chain's supply; chain i has seed + i
  std::vector<chain> chains = {};
  std::uint64_t original = 0;  ///< hash of all items, as the kind of item defines it

  std::uint64_t count() const;
  friend bool operator==(const container&, const container&) = default;
};

/// The file's bytes. Throws `domain_error` for what parse_container would refuse.
std::vector<std::byte> format_container(const container& c);

/// Throws `corrupt_error`, in a sentence, for anything that format_container does not give.
container parse_container(std::span<const std::byte> bytes);

/// Whether the bytes begin as a container of any version does.
bool begins_as_container(std::span<const std::byte> bytes);

}  // namespace ansatz
