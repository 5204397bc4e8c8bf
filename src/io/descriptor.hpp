#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>

namespace ansatz {

/// An open file of the system, closed with this.
class descriptor {
 public:
  explicit descriptor(int fd = -1) : fd_{fd} {}
  descriptor(descriptor&& d) noexcept : fd_{std::exchange(d.fd_, -1)} {}
  descriptor& operator=(descriptor&& d) noexcept {
    std::swap(fd_, d.fd_);
    return *this;
  }
  ~descriptor() { close(); }

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  /// False, with errno, where what was written is not there after all.
  bool close();

 private:
  int fd_;
};

/// Opened for reading, which a directory is not. Throws `error`.
descriptor opened(const std::filesystem::path& path);

/// Fills the span as far as there are bytes, from where the file stands or from `offset` on. Throws `error`
/// by the name.
std::size_t read_some(int fd, std::span<std::byte> to, const std::string& name);
std::size_t read_some(int fd, std::span<std::byte> to, std::uint64_t offset, const std::string& name);

/// False, with errno, where not all could be written.
bool write_all(int fd, std::span<const std::byte> data);

}  // namespace ansatz
