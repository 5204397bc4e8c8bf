#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// Numbers that a codec is told, by name.
using parameter_values = std::map<std::string, std::uint64_t>;

/// Some items of a data set, compressed: what a decoder must know, and the stacks. A chunk is decoded without
/// any other one; files are made of them. The format is in docs/container.md.
struct chunk {
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

  std::string kind;         ///< of the items, as `data_set.hpp` names it: "images", "bytes", "graphs"
  std::string codec;        ///< its name
  std::uint64_t model = 0;  ///< its model's fingerprint
  parameter_values parameters = {};   ///< the codec's own
  std::uint64_t first = 0;            ///< the number of the first item in the data set
  std::vector<std::byte> items = {};  ///< what they are before their numbers are known
  std::uint64_t seed = 0;             ///< of the first chain's supply; chain i has seed + i
  std::vector<chain> chains = {};
  std::uint64_t original = 0;  ///< hash of what a decoder gives

  /// Items of all chains.
  std::uint64_t count() const;
  friend bool operator==(const chunk&, const chunk&) = default;
};

/// What a chunk of several items holds at most, and what one of a single item does: an image counts its
/// numbers and `weight_of_an_image`, of bytes each one, a graph as `weight_of` says. It bounds a decoder's
/// memory.
constexpr std::uint64_t most_in_a_chunk = std::uint64_t{1} << 28, most_in_an_item = std::uint64_t{1} << 30,
                        weight_of_an_image = 32;

constexpr std::uint64_t most_chains = std::uint64_t{1} << 16;  ///< of a chunk

/// The chunk's bytes in a file. Throws `domain_error` for what `read_chunk` would refuse.
std::vector<std::byte> format_chunk(const chunk& c);

/// So many bytes from an offset on; fewer only where a file ends.
using bytes_at = std::function<std::vector<std::byte>(std::uint64_t offset, std::uint64_t count)>;

/// What a chunk's header says, and where the chunk lies.
struct chunk_listing {
  chunk header;                      ///< its chains without their stacks
  std::vector<std::uint64_t> sizes;  ///< bytes of each chain's stack
  std::uint64_t payload = 0;         ///< hash of all of them, one after another
  std::uint64_t check = 0;           ///< hash of the header
  std::uint64_t offset = 0, bytes = 0;

  /// Where the stacks begin.
  std::uint64_t payload_offset() const;
};

/// The header of a chunk that begins at this offset of a file that is so long. Throws `corrupt_error`, in a
/// sentence, for anything that format_chunk does not give.
chunk_listing list_chunk(const bytes_at& file, std::uint64_t offset, std::uint64_t file_size);

/// The chunk itself, its payload checked. Throws `corrupt_error`.
chunk read_chunk(const bytes_at& file, const chunk_listing& listing);

}  // namespace ansatz
