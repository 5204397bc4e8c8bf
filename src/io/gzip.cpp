#include "gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <memory>
#include <string>

namespace ansatz {
namespace {

class unpacker {
 public:
  explicit unpacker(byte_source packed) : in_{std::move(packed)} {
    if (inflateInit2(&z_, 16 + MAX_WBITS) != Z_OK) throw error("zlib: out of memory");
  }
  unpacker(const unpacker&) = delete;
  unpacker& operator=(const unpacker&) = delete;
  ~unpacker() { inflateEnd(&z_); }

  std::size_t fill(std::span<std::byte> to) {
    std::size_t n = 0;
    while (n < to.size() && !ended_) n += step(to.subspan(n));
    return n;
  }

 private:
  std::size_t step(std::span<std::byte> to) {
    const std::span<const std::byte> packed = in_.peek(1 << 16);
    // zlib's counts have 32 bits.
    const std::size_t room = std::min<std::size_t>(to.size(), 1 << 30);
    z_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    z_.avail_in = static_cast<uInt>(packed.size());
    z_.next_out = reinterpret_cast<Bytef*>(to.data());
    z_.avail_out = static_cast<uInt>(room);
    const int state = inflate(&z_, Z_NO_FLUSH);
    in_.skip(packed.size() - z_.avail_in);
    if (state == Z_BUF_ERROR && packed.empty()) throw corrupt_error("the gzip data end too early");
    if (state == Z_MEM_ERROR) throw error("zlib: out of memory");
    if (state != Z_OK && state != Z_STREAM_END)
      throw corrupt_error("damaged gzip data before byte " + std::to_string(in_.position()));
    if (state == Z_STREAM_END) end_member();
    return room - z_.avail_out;
  }

  void end_member() {
    if (begins_as_gzip(in_.peek(2))) {
      if (inflateReset(&z_) != Z_OK) throw error("zlib: cannot begin again");
      return;
    }
    const std::uint64_t from = in_.position();
    while (!in_.at_end()) {
      const std::span<const std::byte> rest = in_.peek(1 << 16);
      if (std::ranges::any_of(rest, [](std::byte b) { return b != std::byte{0}; }))
        throw corrupt_error("what follows the gzip data from byte " + std::to_string(from) +
                            " on is neither gzip nor zeros");
      in_.skip(rest.size());
    }
    ended_ = true;
  }

  byte_reader in_;
  z_stream z_{};
  bool ended_ = false;
};

}  // namespace

bool begins_as_gzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

byte_source gunzipped(byte_source packed) {
  return [u = std::make_shared<unpacker>(std::move(packed))](std::span<std::byte> to) { return u->fill(to); };
}

}  // namespace ansatz
