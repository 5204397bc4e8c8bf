#include "gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <memory>
#include <string>

namespace ansatz {
namespace {

/// zlib's counts have 32 bits, so that it gets long input in pieces.
class input {
 public:
  input(z_stream& z, std::span<const std::byte> all) : z_{z}, all_{all} {}
  void refill() {
    if (z_.avail_in != 0) return;
    const std::size_t piece = std::min<std::size_t>(all_.size() - given_, 1 << 30);
    z_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(all_.data() + given_));
    z_.avail_in = static_cast<uInt>(piece);
    given_ += piece;
  }
  std::span<const std::byte> rest() const { return all_.subspan(given_ - z_.avail_in); }

 private:
  z_stream& z_;
  std::span<const std::byte> all_;
  std::size_t given_ = 0;
};

}  // namespace

bool begins_as_gzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

std::vector<std::byte> gunzip(std::span<const std::byte> packed, std::uint64_t limit,
                              const promised_size& promised) {
  constexpr std::size_t longest_header = 1 << 17;  // beyond it nothing is asked any more
  z_stream z{};
  if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK) throw error("zlib: out of memory");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard{&z, inflateEnd};
  input in{z, packed};
  std::vector<std::byte> out, chunk(1 << 16);
  std::optional<std::uint64_t> size;
  for (;;) {
    in.refill();
    z.next_out = reinterpret_cast<Bytef*>(chunk.data());
    z.avail_out = static_cast<uInt>(chunk.size());
    const int state = inflate(&z, Z_NO_FLUSH);
    out.insert(out.end(), chunk.begin(), chunk.end() - static_cast<std::ptrdiff_t>(z.avail_out));
    const std::span<const std::byte> rest = in.rest();
    if (state == Z_BUF_ERROR && rest.empty()) throw corrupt_error("the gzip data end too early");
    if (state == Z_MEM_ERROR) throw error("zlib: out of memory");
    if (state != Z_OK && state != Z_STREAM_END)
      throw corrupt_error("damaged gzip data before byte " + std::to_string(packed.size() - rest.size()));
    if (promised && !size && out.size() < longest_header) size = promised(out);
    if (size && out.size() > *size && *size < limit) {
      out.resize(*size + 1);
      return out;
    }
    if (out.size() > limit) throw error("unpacks to more than " + std::to_string(limit) + " bytes");
    if (state != Z_STREAM_END) continue;
    if (std::ranges::all_of(rest, [](std::byte b) { return b == std::byte{0}; })) return out;
    if (!begins_as_gzip(rest))
      throw corrupt_error("what follows the gzip data from byte " +
                          std::to_string(packed.size() - rest.size()) + " on is neither gzip nor zeros");
    if (inflateReset(&z) != Z_OK) throw error("zlib: cannot begin again");
  }
}

std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path, std::uint64_t limit,
                                       const promised_size& promised) {
  std::vector<std::byte> raw = read_file(path, limit);
  if (!begins_as_gzip(raw)) return raw;
  try {
    return gunzip(raw, limit, promised);
  } catch (const corrupt_error& e) {
    throw corrupt_error(path.string() + ": " + e.what());
  } catch (const error& e) {
    throw error(path.string() + ": " + e.what());
  }
}

std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path, std::uint64_t limit) {
  return read_maybe_gzip(path, limit, {});
}

}  // namespace ansatz
