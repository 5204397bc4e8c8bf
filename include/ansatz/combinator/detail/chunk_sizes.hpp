#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::detail {

/// How many elements are hidden at once, chunk after chunk, so that `chunks` at most hide all from `hidden`
/// to n: each is a fixed part, as small as it may be, of what is hidden before it, and one more, the last the
/// rest.
inline std::vector<std::uint32_t> chunk_sizes(std::uint32_t n, std::uint32_t hidden, std::uint32_t chunks) {
  std::vector<std::uint32_t> sizes;
  const auto enough = [&](std::uint64_t part) {  // Q16
    sizes.clear();
    for (std::uint64_t done = hidden; done < n; done += sizes.back()) {
      if (sizes.size() == chunks) return false;
      const uint128 size = 1 + ((uint128{done} * part) >> 16);
      sizes.push_back(static_cast<std::uint32_t>(std::min<uint128>(size, n - done)));
    }
    return true;
  };
  // The first chunk holds one element where nothing is hidden, so one chunk alone can only be the whole.
  if (chunks <= 1) return n > hidden ? std::vector<std::uint32_t>{n - hidden} : sizes;
  std::uint64_t low = 0, high = std::uint64_t{1} << 48;  // n - 1 after 1
  while (low < high)
    if (const std::uint64_t middle = low + (high - low) / 2; enough(middle))
      high = middle;
    else
      low = middle + 1;
  enough(low);
  return sizes;
}

}  // namespace ansatz::detail
