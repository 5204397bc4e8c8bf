#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <limits>

#include "descriptor.hpp"
#include "grow.hpp"

namespace ansatz {
namespace {

/// A file to write and read that has no name, or has none any more.
descriptor nameless(const std::filesystem::path& folder) {
#ifdef O_TMPFILE
  descriptor file{::open(folder.c_str(), O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600)};
  if (file) return file;
#endif
  std::string name = (folder / "ansatz-XXXXXX").string();
  descriptor named{::mkstemp(name.data())};
  if (!named) throw error(folder.string() + ": no file can be made there: " + std::strerror(errno));
  ::unlink(name.c_str());
  ::fcntl(named.get(), F_SETFD, FD_CLOEXEC);
  return named;
}

}  // namespace

struct input_file::state {
  descriptor file;
  std::string name;
  std::uint64_t size = 0;
};

input_file::input_file(std::unique_ptr<state> s) : state_{std::move(s)} {}
input_file::input_file(input_file&&) noexcept = default;
input_file& input_file::operator=(input_file&&) noexcept = default;
input_file::~input_file() = default;

input_file::input_file(const std::filesystem::path& path)
    : state_{new state{opened(path), path.string(), 0}} {
  struct stat status;
  const int fd = state_->file.get();
  if (::fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
    state_->size = static_cast<std::uint64_t>(status.st_size);
  else
    *this = spooled([&](std::span<std::byte> to) { return read_some(fd, to, path.string()); }, path.string());
}

input_file input_file::spooled(const byte_source& from, std::string name) {
  const char* given = std::getenv("TMPDIR");
  const std::filesystem::path folder = given != nullptr && *given != '\0' ? given : "/tmp";
  std::unique_ptr<state> s{new state{nameless(folder), std::move(name), 0}};
  std::vector<std::byte> part(std::size_t{1} << 20);
  while (const std::size_t n = from(part)) {
    s->size += n;
    if (!write_all(s->file.get(), std::span{part}.first(n)))
      throw error(s->name + ": cannot be kept in " + folder.string() + ": " + std::strerror(errno));
  }
  return input_file{std::move(s)};
}

const std::string& input_file::name() const { return state_->name; }
std::uint64_t input_file::size() const { return state_->size; }

std::vector<std::byte> input_file::read(std::uint64_t offset, std::uint64_t n) const {
  constexpr std::uint64_t most = std::numeric_limits<off_t>::max();  // where a file can end at all
  if (offset >= most) return {};
  std::uint64_t at = offset;
  return grown<std::vector<std::byte>>(std::min(n, most - offset), [&](std::span<std::byte> to) {
    const std::size_t there = read_some(state_->file.get(), to, at, state_->name);
    at += there;
    return there;
  });
}

}  // namespace ansatz
