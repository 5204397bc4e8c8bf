#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>

#include <ansatz/error.hpp>
#include <common/image_formats.hpp>
#include <limits>
#include <string>

namespace ansatz::experiment {
namespace {

void must(bool done, const char* library) {
  if (!done) throw error(std::string{library} + ": the library reports a failure");
}

/// zlib and bzlib count in 32 bits and take what they only read as if they wrote it.
template <class Byte, class From>
Byte* raw(From* data) {
  return const_cast<Byte*>(reinterpret_cast<const Byte*>(data));
}
unsigned counted(std::size_t size) {
  if (size > std::numeric_limits<unsigned>::max())
    throw domain_error("too many bytes for zlib and bzlib in one piece");
  return static_cast<unsigned>(size);
}

constexpr int gzip_window = 15 + 16;  // the largest, and a gzip header

}  // namespace

std::vector<std::byte> gzip_of(std::span<const std::byte> data) {
  z_stream z{};
  must(deflateInit2(&z, 9, Z_DEFLATED, gzip_window, 9, Z_DEFAULT_STRATEGY) == Z_OK, "zlib");
  std::vector<std::byte> out(deflateBound(&z, data.size()));
  z.next_in = raw<Bytef>(data.data());
  z.avail_in = counted(data.size());
  z.next_out = raw<Bytef>(out.data());
  z.avail_out = counted(out.size());
  const int status = deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  must(status == Z_STREAM_END, "zlib");
  return out;
}

std::vector<std::byte> from_gzip(std::span<const std::byte> file, std::size_t size) {
  z_stream z{};
  must(inflateInit2(&z, gzip_window) == Z_OK, "zlib");
  std::vector<std::byte> out(size);
  z.next_in = raw<Bytef>(file.data());
  z.avail_in = counted(file.size());
  z.next_out = raw<Bytef>(out.data());
  z.avail_out = counted(size);
  const int status = inflate(&z, Z_FINISH);
  inflateEnd(&z);
  must(status == Z_STREAM_END, "zlib");
  return out;
}

std::vector<std::byte> bz2_of(std::span<const std::byte> data) {
  std::vector<std::byte> out(data.size() + data.size() / 100 + 600);
  unsigned length = counted(out.size());
  must(BZ2_bzBuffToBuffCompress(raw<char>(out.data()), &length, raw<char>(data.data()), counted(data.size()),
                                9, 0, 0) == BZ_OK,
       "bzlib");
  out.resize(length);
  return out;
}

std::vector<std::byte> from_bz2(std::span<const std::byte> file, std::size_t size) {
  std::vector<std::byte> out(size);
  unsigned length = counted(size);
  must(BZ2_bzBuffToBuffDecompress(raw<char>(out.data()), &length, raw<char>(file.data()),
                                  counted(file.size()), 0, 0) == BZ_OK,
       "bzlib");
  return out;
}

std::vector<std::byte> xz_of(std::span<const std::byte> data) {
  std::vector<std::byte> out(lzma_stream_buffer_bound(data.size()));
  std::size_t length = 0;
  must(lzma_easy_buffer_encode(9 | LZMA_PRESET_EXTREME, LZMA_CHECK_CRC64, nullptr,
                               raw<std::uint8_t>(data.data()), data.size(), raw<std::uint8_t>(out.data()),
                               &length, out.size()) == LZMA_OK,
       "liblzma");
  out.resize(length);
  return out;
}

std::vector<std::byte> from_xz(std::span<const std::byte> file, std::size_t size) {
  std::vector<std::byte> out(size);
  std::uint64_t memory = std::uint64_t{1} << 30;
  std::size_t read = 0, written = 0;
  must(lzma_stream_buffer_decode(&memory, 0, nullptr, raw<std::uint8_t>(file.data()), &read, file.size(),
                                 raw<std::uint8_t>(out.data()), &written, size) == LZMA_OK,
       "liblzma");
  return out;
}

}  // namespace ansatz::experiment
