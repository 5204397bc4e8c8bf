#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "about.hpp"
#include "descriptor.hpp"
#include "gzip.hpp"

namespace ansatz {
namespace {

[[noreturn]] void cannot_be_written() {
  throw error(std::string{"the standard output cannot be written: "} + std::strerror(errno));
}

/// A terminal and a named pipe may go on after their end: they are not asked again.
template <class Read>
byte_source once(const Read& read) {
  return [read, ended = false](std::span<std::byte> to) mutable {
    const std::size_t n = ended ? 0 : read(to);
    ended = n < to.size();
    return n;
  };
}

/// What the reader has, as far as the limit.
std::vector<std::byte> read_within(byte_reader& in, std::uint64_t limit, const char* what) {
  std::vector<std::byte> out = in.read(limit);
  if (!in.at_end()) throw error(what + std::to_string(limit) + " bytes");
  return out;
}

}  // namespace

byte_source source_of(const std::filesystem::path& path) {
  // Functions are copied, and open files are not.
  const auto file = std::make_shared<descriptor>(opened(path));
  return once(
      [file, name = path.string()](std::span<std::byte> to) { return read_some(file->get(), to, name); });
}

byte_source standard_input() {
  return once([](std::span<std::byte> to) { return read_some(STDIN_FILENO, to, "the standard input"); });
}

byte_sink standard_output() {
  return [](std::span<const std::byte> data) {
    if (std::fflush(stdout) != 0 || !write_all(STDOUT_FILENO, data)) cannot_be_written();
  };
}

void flush_standard_output() {
  if (std::fflush(stdout) != 0) cannot_be_written();
  // A file system of the network may say only at the end that there was no room.
  const int again = ::dup(STDOUT_FILENO);
  if (again < 0 || ::close(again) != 0) cannot_be_written();
}

std::vector<std::byte> read_file(const std::filesystem::path& path, std::uint64_t limit) {
  const descriptor file = opened(path);
  const std::string name = path.string();
  const auto longer = [&] { return error(name + ": longer than " + std::to_string(limit) + " bytes"); };
  struct stat status;
  std::vector<std::byte> out;
  if (::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode)) {
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size > limit) throw longer();
    out.resize(size);
    out.resize(read_some(file.get(), out, name));
  }
  // What is no file of a known size, or grows just now.
  byte_reader rest{[&](std::span<std::byte> to) { return read_some(file.get(), to, name); }};
  if (rest.at_end()) return out;
  const std::vector<std::byte> more = rest.read(limit - out.size());
  if (!rest.at_end()) throw longer();
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path, std::uint64_t limit) {
  byte_reader in{source_of(path)};
  return about(path.string(), [&] {
    if (!begins_as_gzip(in.peek(2))) return read_within(in, limit, "longer than ");
    byte_reader unpacked{gunzipped([&in](std::span<std::byte> to) { return in.fill(to); })};
    return read_within(unpacked, limit, "unpacks to more than ");
  });
}

}  // namespace ansatz
