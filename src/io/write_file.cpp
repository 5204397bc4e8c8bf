#include "write_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/hash.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <random>
#include <string>

namespace ansatz {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int why) {
  throw error(path.string() + ": cannot be written: " + std::strerror(why));
}

/// False, with errno, where not all could be written.
bool write_all(int fd, std::span<const std::byte> data) {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), data.size());
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) data = data.subspan(static_cast<std::size_t>(n));
  }
  return true;
}

/// The file that a chain of symbolic links ends at, be it there or not.
fs::path end_of_links(const fs::path& given) {
  fs::path path = given;
  for (int links = 0; links < 40; ++links) {  // the system's own limit
    std::error_code none;
    if (!fs::is_symlink(fs::symlink_status(path, none))) return path;
    const fs::path target = fs::read_symlink(path, none);
    if (none) fail(given, none.value());
    path = path.parent_path() / target;  // an absolute target replaces the folder
  }
  fail(given, ELOOP);
}

/// What stands in the file's place. Throws where it must stay.
std::optional<struct stat> status_of(const fs::path& path) {
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return {};
    fail(path, errno);
  }
  if (S_ISDIR(status.st_mode)) throw error(path.string() + ": is a directory");
  if (!S_ISREG(status.st_mode)) throw error(path.string() + ": is no regular file");
  // The superuser may write what nobody is meant to.
  if ((status.st_mode & 0222) == 0 || ::access(path.c_str(), W_OK) != 0)
    throw error(path.string() + ": may not be written");
  return status;
}

/// A file under a name of its own in the folder of another. What is not put in that one's place is removed.
class file_beside {
 public:
  explicit file_beside(const fs::path& path) : path_{path}, name_{path.filename().string()} {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
    folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_ < 0) {  // a folder that may be written and not read
      folder_ = AT_FDCWD;
      beside_ = (folder / "").string();
      name_ = path.string();
    }
  }
  file_beside(const file_beside&) = delete;
  file_beside& operator=(const file_beside&) = delete;
  ~file_beside() {
    if (fd_ >= 0) ::close(fd_);
    if (there_) ::unlinkat(folder_, beside_.c_str(), 0);
    if (folder_ != AT_FDCWD) ::close(folder_);
  }

  void create(mode_t mode) {
    std::random_device random;
    const std::string folder = beside_;
    for (int tries = 0; fd_ < 0; ++tries) {
      beside_ = folder + ".ansatz-" + hash_hex(std::uint64_t{random()} << 32 | random());
      fd_ = ::openat(folder_, beside_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
      if (fd_ < 0 && (errno != EEXIST || tries == 100)) fail(path_, errno);
    }
    there_ = true;
  }

  /// The owner where that is allowed, and the mode. Where the group is another one it gets no more than all
  /// get.
  void take_after(const struct stat& old) {
    mode_t mode = old.st_mode & 0777;
    if (::fchown(fd_, old.st_uid, old.st_gid) != 0 && ::fchown(fd_, static_cast<uid_t>(-1), old.st_gid) != 0)
      mode &= 0707 | (mode & 07) << 3;
    if (::fchmod(fd_, mode) != 0) fail(path_, errno);
  }

  void write(std::span<const std::byte> data) {
    if (!write_all(fd_, data)) fail(path_, errno);
  }

  /// Onto the disk, and into its place.
  void finish() {
    if (::fsync(fd_) != 0) fail(path_, errno);
    const int closed = ::close(fd_);
    fd_ = -1;
    if (closed != 0) fail(path_, errno);
    if (::renameat(folder_, beside_.c_str(), folder_, name_.c_str()) != 0) fail(path_, errno);
    there_ = false;
    // Not every file system flushes folders: EINVAL.
    if (folder_ != AT_FDCWD && ::fsync(folder_) != 0 && errno != EINVAL)
      throw error(path_.string() + ": is written, but its folder cannot be flushed: " + std::strerror(errno));
  }

 private:
  fs::path path_;
  int folder_ = -1, fd_ = -1;
  std::string name_, beside_;
  bool there_ = false;
};

}  // namespace

void write_file_atomically(const fs::path& given, std::span<const std::byte> data) {
  const fs::path path = end_of_links(given);
  const std::optional<struct stat> old = status_of(path);
  file_beside file{path};
  file.create(old ? 0600 : 0666);
  if (old) file.take_after(*old);
  file.write(data);
  file.finish();
}

void write_new_file(const fs::path& path, std::span<const std::byte> data) {
  const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0) fail(path, errno);
  int why = write_all(fd, data) ? 0 : errno;
  if (::close(fd) != 0 && why == 0) why = errno;
  if (why == 0) return;
  ::unlink(path.c_str());
  fail(path, why);
}

void flush_file_system(const fs::path& folder) {
#ifdef __linux__
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) fail(folder, errno);
  const int why = ::syncfs(fd) == 0 ? 0 : errno;
  ::close(fd);
  if (why != 0) fail(folder, why);
#else
  ::sync();
#endif
}

}  // namespace ansatz
