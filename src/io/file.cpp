#include <sys/stat.h>

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
  throw error(path.string() + ": " + what + ": " + std::strerror(errno));
}

struct closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};

}  // namespace

std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  const std::unique_ptr<std::FILE, closer> f{std::fopen(path.c_str(), "rbe")};
  struct stat status;
  if (!f || ::fstat(::fileno(f.get()), &status) != 0) fail(path, "cannot be opened");
  if (S_ISDIR(status.st_mode)) throw error(path.string() + ": is a directory");
  const auto expect = [&](std::uint64_t size) {
    if (size > limit) throw error(path.string() + ": longer than " + std::to_string(limit) + " bytes");
  };
  std::vector<std::byte> out;
  std::size_t piece = 1 << 20;
  if (S_ISREG(status.st_mode)) {
    const auto size = static_cast<std::uint64_t>(status.st_size);
    expect(size);
    out.reserve(size);
    piece = std::clamp<std::size_t>(size, 1 << 12, piece);
  }
  std::vector<std::byte> chunk(piece);
  while (const std::size_t n = std::fread(chunk.data(), 1, chunk.size(), f.get())) {
    out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(n));
    expect(out.size());
  }
  if (std::ferror(f.get())) fail(path, "cannot be read");
  return out;
}

}  // namespace ansatz
