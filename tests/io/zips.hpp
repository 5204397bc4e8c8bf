#pragma once
#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

namespace ansatz::testing {

/// Names and contents.
using zip_files = std::vector<std::pair<std::string, std::string>>;

/// A zip archive of files as they are, or deflated by turns.
inline std::string zipped(const zip_files& files, bool packed = false) {
  const auto number = [](std::string& to, std::size_t n, int bytes) {
    for (; bytes > 0; --bytes, n >>= 8) to += static_cast<char>(n & 255);
  };
  std::string out, directory;
  for (const auto& [name, text] : files) {
    std::string body = text;
    if (packed) {
      z_stream z{};
      deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
      body.resize(deflateBound(&z, static_cast<uLong>(text.size())));
      z.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
      z.avail_in = static_cast<uInt>(text.size());
      z.next_out = reinterpret_cast<Bytef*>(body.data());
      z.avail_out = static_cast<uInt>(body.size());
      deflate(&z, Z_FINISH);
      body.resize(body.size() - z.avail_out);
      deflateEnd(&z);
    }
    std::string common;
    number(common, 20, 2);
    number(common, 0, 2);
    number(common, packed ? 8 : 0, 2);
    number(common, 0, 4);
    number(common, crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())), 4);
    number(common, body.size(), 4);
    number(common, text.size(), 4);
    number(common, name.size(), 2);
    number(common, 0, 2);
    number(directory, 0x02014b50, 4);
    number(directory, 20, 2);
    directory += common;
    number(directory, 0, 10);
    number(directory, out.size(), 4);
    directory += name;
    number(out, 0x04034b50, 4);
    out += common + name + body;
  }
  std::string end;
  number(end, 0x06054b50, 4);
  number(end, 0, 4);
  number(end, files.size(), 2);
  number(end, files.size(), 2);
  number(end, directory.size(), 4);
  number(end, out.size(), 4);
  number(end, 0, 2);
  return out + directory + end;
}

}  // namespace ansatz::testing
