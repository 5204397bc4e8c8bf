#include "zip.hpp"

#include <zlib.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <cstring>
#include <memory>

namespace ansatz {
namespace {

using bytes_in = std::span<const std::byte>;

constexpr std::uint32_t local_mark = 0x04034b50, entry_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::size_t local_size = 30, entry_size = 46, end_size = 22;

std::uint32_t get(bytes_in in, std::size_t at, std::size_t n) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < n; ++i) out |= std::to_integer<std::uint32_t>(in[at + i]) << (8 * i);
  return out;
}

[[noreturn]] void fail(const std::string& what) { throw corrupt_error("zip: " + what); }

/// The end record, which a comment of up to 65535 bytes may follow.
std::size_t end_of(bytes_in all) {
  for (std::size_t comment = 0; comment <= 0xffff && comment + end_size <= all.size(); ++comment) {
    const std::size_t at = all.size() - end_size - comment;
    if (get(all, at, 4) == end_mark && get(all, at + 20, 2) == comment) return at;
  }
  fail("there is no directory at the end of the archive: it was cut off");
}

class inflater {
 public:
  inflater(bytes_in packed, const zip_entry& e) : left_{packed}, e_{e} {
    if (inflateInit2(&z_, -MAX_WBITS) != Z_OK) throw error("zlib: out of memory");
  }
  inflater(const inflater&) = delete;
  inflater& operator=(const inflater&) = delete;
  ~inflater() { inflateEnd(&z_); }

  std::size_t fill(std::span<std::byte> to) {
    std::size_t n = 0;
    while (n < to.size() && !ended_) n += step(to.subspan(n));
    crc_ = static_cast<std::uint32_t>(crc32_z(crc_, reinterpret_cast<const Bytef*>(to.data()), n));
    given_ += n;
    if (given_ > e_.size) fail("'" + printable(e_.name) + "' is longer than the directory says");
    if (ended_ && (given_ != e_.size || crc_ != e_.crc)) fail("'" + printable(e_.name) + "' is damaged");
    return n;
  }

 private:
  std::size_t step(std::span<std::byte> to) {
    const std::size_t room = std::min<std::size_t>(to.size(), 1 << 30);
    if (e_.method == 0) {
      const std::size_t n = std::min(room, left_.size());
      if (n > 0) std::memcpy(to.data(), left_.data(), n);
      left_ = left_.subspan(n);
      ended_ = left_.empty();
      return n;
    }
    z_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(left_.data()));
    z_.avail_in = static_cast<uInt>(left_.size());
    z_.next_out = reinterpret_cast<Bytef*>(to.data());
    z_.avail_out = static_cast<uInt>(room);
    const int state = inflate(&z_, Z_NO_FLUSH);
    left_ = left_.last(z_.avail_in);
    if (state == Z_MEM_ERROR) throw error("zlib: out of memory");
    if (state != Z_OK && state != Z_STREAM_END) fail("'" + printable(e_.name) + "' is damaged");
    ended_ = state == Z_STREAM_END;
    return room - z_.avail_out;
  }

  bytes_in left_;
  zip_entry e_;
  z_stream z_{};
  std::uint32_t crc_ = 0;
  std::uint64_t given_ = 0;
  bool ended_ = false;
};

}  // namespace

bool begins_as_zip(bytes_in bytes) { return bytes.size() >= 4 && get(bytes, 0, 4) == local_mark; }

std::vector<zip_entry> zip_directory(bytes_in all) {
  if (all.size() > 0xffffffff) fail("an archive of 2^32 bytes or more is not read");
  const std::size_t end = end_of(all);
  const std::uint32_t count = get(all, end + 10, 2), from = get(all, end + 16, 4);
  if (get(all, end + 4, 4) != 0 || get(all, end + 8, 2) != count)
    fail("an archive in several files is not read");
  if (count == 0xffff || from == 0xffffffff)
    fail("an archive of more than 2^16 files or 2^32 bytes is not read");
  std::vector<zip_entry> out;
  std::size_t at = from;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (at > end || end - at < entry_size || get(all, at, 4) != entry_mark) fail("the directory is damaged");
    const std::size_t name = get(all, at + 28, 2),
                      rest = get(all, at + 30, 2) + std::size_t{get(all, at + 32, 2)};
    if (end - at - entry_size < name + rest) fail("the directory is damaged");
    zip_entry e;
    e.name.assign(reinterpret_cast<const char*>(all.data()) + at + entry_size, name);
    if ((get(all, at + 8, 2) & 1) != 0) fail("'" + printable(e.name) + "' is encrypted");
    e.method = static_cast<std::uint16_t>(get(all, at + 10, 2));
    e.crc = get(all, at + 16, 4);
    e.packed = get(all, at + 20, 4);
    e.size = get(all, at + 24, 4);
    e.at = get(all, at + 42, 4);
    out.push_back(std::move(e));
    at += entry_size + name + rest;
  }
  return out;
}

byte_source unzipped(bytes_in all, const zip_entry& e) {
  if (e.method != 0 && e.method != 8)
    fail("'" + printable(e.name) + "' is packed by method " + std::to_string(e.method) +
         ", and only deflate is known");
  if (e.at > all.size() || all.size() - e.at < local_size || get(all, e.at, 4) != local_mark)
    fail("'" + printable(e.name) + "' is not where the directory says");
  const std::size_t from = e.at + local_size + get(all, e.at + 26, 2) + get(all, e.at + 28, 2);
  if (from > all.size() || all.size() - from < e.packed)
    fail("the archive ends within '" + printable(e.name) + "'");
  return [u = std::make_shared<inflater>(all.subspan(from, e.packed), e)](std::span<std::byte> to) {
    return u->fill(to);
  };
}

}  // namespace ansatz
