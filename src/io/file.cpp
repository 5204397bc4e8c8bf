#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>

namespace ansatz {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
  throw error(path.string() + ": " + what + (errno != 0 ? std::string{": "} + std::strerror(errno) : ""));
}

struct closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};

std::vector<std::byte> gunzip(const std::filesystem::path& path, std::span<const std::byte> packed,
                              std::uint64_t limit) {
  z_stream z{};
  if (inflateInit2(&z, 16 + MAX_WBITS) != Z_OK) throw error("zlib: out of memory");
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard{&z, inflateEnd};
  std::vector<std::byte> out, chunk(1 << 16);
  std::size_t read = 0;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    if (z.avail_in == 0 && read < packed.size()) {
      const std::size_t piece = std::min<std::size_t>(packed.size() - read, 1 << 30);
      z.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data() + read));
      z.avail_in = static_cast<uInt>(piece);
      read += piece;
    }
    z.next_out = reinterpret_cast<Bytef*>(chunk.data());
    z.avail_out = static_cast<uInt>(chunk.size());
    state = inflate(&z, Z_NO_FLUSH);
    if (state == Z_BUF_ERROR && z.avail_in == 0 && read == packed.size())
      throw corrupt_error(path.string() + ": the gzip data end too early");
    if (state != Z_OK && state != Z_STREAM_END) throw corrupt_error(path.string() + ": damaged gzip data");
    out.insert(out.end(), chunk.begin(), chunk.end() - static_cast<std::ptrdiff_t>(z.avail_out));
    if (out.size() > limit)
      throw error(path.string() + ": unpacks to more than " + std::to_string(limit) + " bytes");
  }
  if (z.avail_in != 0 || read != packed.size())
    throw corrupt_error(path.string() + ": bytes follow the gzip data");
  return out;
}

}  // namespace

std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  if (std::filesystem::is_directory(path)) {
    errno = 0;
    fail(path, "is a directory");
  }
  errno = 0;
  const std::unique_ptr<std::FILE, closer> f{std::fopen(path.c_str(), "rb")};
  if (!f) fail(path, "cannot be opened");
  std::vector<std::byte> out, chunk(1 << 20);
  while (const std::size_t n = std::fread(chunk.data(), 1, chunk.size(), f.get())) {
    out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(n));
    if (out.size() > limit) throw error(path.string() + ": longer than " + std::to_string(limit) + " bytes");
  }
  if (std::ferror(f.get())) fail(path, "cannot be read");
  return out;
}

std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path, std::uint64_t limit) {
  std::vector<std::byte> raw = read_file(path, limit);
  const bool packed = raw.size() >= 2 && raw[0] == std::byte{0x1f} && raw[1] == std::byte{0x8b};
  return packed ? gunzip(path, raw, limit) : raw;
}

void write_file_atomically(const std::filesystem::path& given, std::span<const std::byte> data) {
  // Renaming would replace a symbolic link, a device or a pipe by a file.
  const std::filesystem::path path =
      std::filesystem::is_symlink(given) ? std::filesystem::weakly_canonical(given) : given;
  if (std::filesystem::exists(path) && !std::filesystem::is_regular_file(path)) {
    errno = 0;
    fail(path, std::filesystem::is_directory(path) ? "is a directory" : "is no regular file");
  }
  std::string beside = path.string() + ".XXXXXX";
  errno = 0;
  const int fd = ::mkstemp(beside.data());
  if (fd < 0) fail(path, "cannot be written");
  const auto give_up = [&] {
    const int why = errno;
    ::close(fd);
    ::unlink(beside.c_str());
    errno = why;
    fail(path, "cannot be written");
  };
  for (std::size_t done = 0; done < data.size();) {
    const ssize_t n = ::write(fd, data.data() + done, data.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) give_up();
    done += static_cast<std::size_t>(n);
  }
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::fchmod(fd, 0666 & ~mask) != 0 || ::fsync(fd) != 0) give_up();
  ::close(fd);
  if (std::rename(beside.c_str(), path.c_str()) != 0) {
    const int why = errno;
    ::unlink(beside.c_str());
    errno = why;
    fail(path, "cannot be written");
  }
}

}  // namespace ansatz
