#pragma once
#include <zlib.h>

#include <algorithm>
#include <ansatz/io/byte_stream.hpp>
#include <cstddef>
#include <cstring>
#include <string>
#include <vector>

namespace ansatz::testing {

/// Gives `most` bytes at a time, as a slow pipe does.
inline byte_source in_pieces(std::vector<std::byte> bytes, std::size_t most) {
  return [bytes = std::move(bytes), most, at = std::size_t{0}](std::span<std::byte> to) mutable {
    const std::size_t n = std::min({to.size(), most, bytes.size() - at});
    if (n > 0) std::memcpy(to.data(), bytes.data() + at, n);
    at += n;
    return n;
  };
}

/// Counts what is taken of another one.
inline byte_source counted(byte_source from, std::uint64_t& taken) {
  return [from = std::move(from), &taken](std::span<std::byte> to) {
    const std::size_t n = from(to);
    taken += n;
    return n;
  };
}

/// The first bytes, then `piece` so many times.
inline byte_source repeated(std::vector<std::byte> first, std::vector<std::byte> piece, std::uint64_t times) {
  return [now = std::move(first), piece = std::move(piece), times,
          at = std::size_t{0}](std::span<std::byte> to) mutable {
    std::size_t n = 0;
    while (n < to.size()) {
      if (at == now.size()) {
        if (times == 0) break;
        --times;
        at = 0;
        now = piece;
      }
      const std::size_t there = std::min(to.size() - n, now.size() - at);
      std::memcpy(to.data() + n, now.data() + at, there);
      n += there;
      at += there;
    }
    return n;
  };
}

/// A member of a gzip file.
inline std::string gzipped(const std::string& data) {
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, static_cast<uLong>(data.size())), '\0');
  z.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(data.data()));
  z.avail_in = static_cast<uInt>(data.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(out.size() - z.avail_out);
  deflateEnd(&z);
  return out;
}

}  // namespace ansatz::testing
