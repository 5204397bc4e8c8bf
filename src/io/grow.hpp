#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ansatz {

/// Up to n bytes into a new vector, whose memory grows with what is there. `get(span)` fills a span and says
/// how far it came, as a `byte_source` does.
template <class Vector, class Get>
Vector grown(std::uint64_t n, Get get) {
  constexpr std::uint64_t first = std::uint64_t{1} << 16;
  Vector out;
  while (out.size() < n) {
    const std::size_t from = out.size();
    const auto piece =
        static_cast<std::size_t>(std::min<std::uint64_t>(n - from, std::max(first, std::uint64_t{from})));
    out.resize(from + piece);
    const std::size_t there = get(std::as_writable_bytes(std::span{out}.subspan(from)));
    if (there == piece) continue;
    out.resize(from + there);
    break;
  }
  return out;
}

}  // namespace ansatz
