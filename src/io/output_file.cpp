#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

#include "descriptor.hpp"
#include "new_file.hpp"

namespace ansatz {
namespace {

namespace fs = std::filesystem;

/// The file that a chain of symbolic links ends at, be it there or not.
fs::path end_of_links(const fs::path& given) {
  fs::path path = given;
  for (int links = 0; links < 40; ++links) {  // the system's own limit
    std::error_code none;
    if (!fs::is_symlink(fs::symlink_status(path, none))) return path;
    const fs::path target = fs::read_symlink(path, none);
    if (none) fail_to_write(given, none.value());
    path = path.parent_path() / target;  // an absolute target replaces the folder
  }
  fail_to_write(given, ELOOP);
}

}  // namespace

/// The file as it grows, without a name where the system has such files, else under a name of its own beside
/// the place where it will stand. What is not there at the end is gone with this.
class output_file::state {
 public:
  explicit state(const fs::path& given) : path_{end_of_links(given)}, name_{path_.filename().string()} {
    if (name_.empty()) fail_to_write(given, given.empty() ? ENOENT : EISDIR);
    const fs::path folder = path_.has_parent_path() ? path_.parent_path() : ".";
    folder_ = descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!folder_) {  // a folder that may be written and not read
      prefix_ = (folder / "").string();
      name_ = path_.string();
    }
    const std::optional<struct stat> old = standing();
    if (!open_nameless(old ? 0600 : 0666)) open_named(old ? 0600 : 0666);
    try {
      if (old) take_after(*old);
    } catch (...) {
      remove();  // no destructor of what was not made
      throw;
    }
  }
  state(const state&) = delete;
  state& operator=(const state&) = delete;
  ~state() { remove(); }

  void write(std::span<const std::byte> data) {
    expect_open();
    if (write_all(file_.get(), data)) return;
    const int why = errno;
    file_.close();
    fail_to_write(path_, why);
  }

  void finish() {
    expect_open();
    try {
      put_in_place();
    } catch (...) {
      file_.close();
      throw;
    }
    // Not every file system flushes folders: EINVAL.
    if (folder_ && ::fsync(folder_.get()) != 0 && errno != EINVAL)
      throw error(path_.string() + ": is written, but its folder cannot be flushed: " + std::strerror(errno));
  }

 private:
  void remove() const {
    if (!beside_.empty()) ::unlinkat(at(), beside_.c_str(), 0);
  }

  int at() const { return folder_ ? folder_.get() : AT_FDCWD; }

  void expect_open() const {
    if (!file_) throw domain_error(path_.string() + ": is finished, or was given up");
  }

  /// What stands in the file's place. Throws where it must stay.
  std::optional<struct stat> standing() const {
    struct stat status;
    if (::fstatat(at(), name_.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return {};
      fail_to_write(path_, errno);
    }
    if (S_ISDIR(status.st_mode)) throw error(path_.string() + ": is a directory");
    if (!S_ISREG(status.st_mode)) throw error(path_.string() + ": is no regular file");
    // The superuser may write what nobody is meant to.
    if ((status.st_mode & 0222) == 0 || ::faccessat(at(), name_.c_str(), W_OK, 0) != 0)
      throw error(path_.string() + ": may not be written");
    return status;
  }

  /// The system's path to a file that has none.
  std::string link() const { return "/proc/self/fd/" + std::to_string(file_.get()); }

  bool open_nameless([[maybe_unused]] mode_t mode) {
#ifdef O_TMPFILE
    const char* folder = prefix_.empty() ? "." : prefix_.c_str();
    file_ = descriptor{::openat(at(), folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, mode)};
    if (file_ && ::access(link().c_str(), F_OK) == 0) return true;
    file_.close();
#endif
    return false;
  }

  void open_named(mode_t mode) {
    for (int tries = 0; !file_; ++tries) {
      beside_ = prefix_ + hidden_name();
      file_ = descriptor{::openat(at(), beside_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode)};
      if (file_ || (errno == EEXIST && tries < 100)) continue;
      beside_.clear();
      fail_to_write(path_, errno);
    }
  }

  /// The owner where that is allowed, and the mode. Where the group is another one it gets no more than all
  /// get.
  void take_after(const struct stat& old) {
    mode_t mode = old.st_mode & 0777;
    if (::fchown(file_.get(), old.st_uid, old.st_gid) != 0 &&
        ::fchown(file_.get(), static_cast<uid_t>(-1), old.st_gid) != 0)
      mode &= 0707 | (mode & 07) << 3;
    if (::fchmod(file_.get(), mode) != 0) fail_to_write(path_, errno);
  }

  bool link_as(const std::string& name) const {
    return ::linkat(AT_FDCWD, link().c_str(), at(), name.c_str(), AT_SYMLINK_FOLLOW) == 0;
  }

  void put_in_place() {
    // What stands there may be another file than at first, and one that must stay.
    const std::optional<struct stat> old = standing();
    if (old) take_after(*old);
    if (::fsync(file_.get()) != 0) fail_to_write(path_, errno);
    if (beside_.empty()) {
      if (!old) {
        if (link_as(name_)) return void(file_.close());
        if (errno != EEXIST) fail_to_write(path_, errno);
      }
      // A link replaces nothing, but a name does.
      for (int tries = 0; beside_.empty(); ++tries) {
        std::string name = prefix_ + hidden_name();
        if (link_as(name))
          beside_ = std::move(name);  // from here on it is removed, whatever fails
        else if (errno != EEXIST || tries == 100)
          fail_to_write(path_, errno);
      }
    }
    if (!file_.close()) fail_to_write(path_, errno);
    if (::renameat(at(), beside_.c_str(), at(), name_.c_str()) != 0) fail_to_write(path_, errno);
    beside_.clear();
  }

  fs::path path_;
  std::string name_, prefix_;  // of the place, from the folder; of all names beside it
  descriptor folder_, file_;
  std::string beside_;  // the name that the file has until it is in its place; empty while it has none
};

output_file::output_file(const fs::path& path) : state_{std::make_unique<state>(path)} {}
output_file::output_file(output_file&&) noexcept = default;
output_file& output_file::operator=(output_file&&) noexcept = default;
output_file::~output_file() = default;

void output_file::write(std::span<const std::byte> data) { state_->write(data); }
void output_file::finish() { state_->finish(); }

void write_file_atomically(const fs::path& path, std::span<const std::byte> data) {
  output_file file{path};
  file.write(data);
  file.finish();
}

}  // namespace ansatz
