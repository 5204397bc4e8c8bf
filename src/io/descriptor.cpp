#include "descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <cerrno>
#include <cstring>
#include <string>

namespace ansatz {
namespace {

// The system takes 2^31 - 1 bytes at a time at most.
constexpr std::size_t most_at_once = std::size_t{1} << 30;

/// `read(span)` as the system's call has it, until the span is full or nothing comes.
template <class Read>
std::size_t filled(std::span<std::byte> to, const std::string& name, Read read) {
  std::size_t n = 0;
  while (n < to.size()) {
    const ssize_t there = read(to.subspan(n, std::min(to.size() - n, most_at_once)), n);
    if (there == 0) break;
    if (there < 0 && errno != EINTR) throw error(name + ": cannot be read: " + std::strerror(errno));
    if (there > 0) n += static_cast<std::size_t>(there);
  }
  return n;
}

}  // namespace

bool descriptor::close() { return fd_ < 0 || ::close(std::exchange(fd_, -1)) == 0; }

descriptor opened(const std::filesystem::path& path) {
  descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat status;
  if (!file || ::fstat(file.get(), &status) != 0)
    throw error(path.string() + ": cannot be opened: " + std::strerror(errno));
  if (S_ISDIR(status.st_mode)) throw error(path.string() + ": is a directory");
  return file;
}

std::size_t read_some(int fd, std::span<std::byte> to, const std::string& name) {
  return filled(to, name, [fd](std::span<std::byte> part, std::size_t) {
    return ::read(fd, part.data(), part.size());
  });
}

std::size_t read_some(int fd, std::span<std::byte> to, std::uint64_t offset, const std::string& name) {
  return filled(to, name, [fd, offset](std::span<std::byte> part, std::size_t done) {
    return ::pread(fd, part.data(), part.size(), static_cast<off_t>(offset + done));
  });
}

bool write_all(int fd, std::span<const std::byte> data) {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), std::min(data.size(), most_at_once));
    if (n == 0) errno = EIO;  // lest it go on for ever
    if (n == 0 || (n < 0 && errno != EINTR)) return false;
    if (n > 0) data = data.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace ansatz
