#pragma once
#include <ansatz/archive/chunk.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace ansatz {

/// Items that are lost: so many from one on, and why. `count` is 0 of the last ones where the index is lost,
/// too, so that nothing says how many they are.
struct lost_items {
  std::uint64_t first = 0, count = 0;
  std::string why;
  friend bool operator==(const lost_items&, const lost_items&) = default;
};

/// What of a damaged container is whole.
struct salvaged_chunks {
  std::string kind;                   ///< empty where nothing tells it
  std::vector<chunk_listing> chunks;  ///< in the order of their items, none twice
  std::vector<lost_items> lost;
};

/// Looks through a file that is damaged anywhere, cut off, or continued. Reads all of it, and holds one chunk
/// at a time; what `file` throws goes through.
salvaged_chunks salvage(const bytes_at& file, std::uint64_t size);

}  // namespace ansatz
