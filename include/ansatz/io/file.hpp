#pragma once
#include <ansatz/io/byte_stream.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ansatz {

/// A file, pipe or device from its beginning. It is opened at once. Throws `error` where it cannot be, and
/// for a directory.
byte_source source_of(const std::filesystem::path& path);

/// The standard input from where it stands.
byte_source standard_input();

/// The standard output, each piece written before the call returns, after what `stdout` holds.
byte_sink standard_output();

/// Throws `error` where what was written to the standard output, by whomever, has not arrived.
void flush_standard_output();

/// A whole file of at most `limit` bytes. Throws `error` where it cannot be read.
std::vector<std::byte> read_file(const std::filesystem::path& path,
                                 std::uint64_t limit = std::uint64_t{1} << 34);

/// The same, unpacked if the file is gzip, of one member or several; `limit` then holds for the unpacked
/// bytes. Throws `corrupt_error` for a damaged gzip file.
std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path,
                                       std::uint64_t limit = std::uint64_t{1} << 34);

/// A file that is read at any place, by several threads at once if need be.
class input_file {
 public:
  /// Opens it. What has no places, as a pipe, is spooled. Throws `error` where it cannot be read.
  explicit input_file(const std::filesystem::path& path);

  /// The bytes of a source, in a file of no name in the folder $TMPDIR, or /tmp, that is gone with this.
  static input_file spooled(const byte_source& from, std::string name = "-");

  input_file(input_file&&) noexcept;
  input_file& operator=(input_file&&) noexcept;
  ~input_file();

  /// The path, or the name that was given.
  const std::string& name() const;
  /// Bytes, when it was opened.
  std::uint64_t size() const;
  /// The n bytes from `offset` on, fewer only where the file ends; memory grows with what is there. Throws
  /// `error`.
  std::vector<std::byte> read(std::uint64_t offset, std::uint64_t n) const;

 private:
  struct state;
  explicit input_file(std::unique_ptr<state> s);
  std::unique_ptr<state> state_;
};

/// A file written piece by piece, whole or not at all: what stood in its place stays until `finish`. The new
/// file then has its mode and, where that is allowed, its owner. Symbolic links are followed, to a file that
/// is not there, too; what is no regular file, or may not be written, is left alone. Without `finish` nothing
/// has changed and nothing is left, where the file system has files without names (Linux) not even by a kill.
class output_file {
 public:
  /// Opens it. Throws `error` for all that can be known to fail before anything is written.
  explicit output_file(const std::filesystem::path& path);
  output_file(output_file&&) noexcept;
  output_file& operator=(output_file&&) noexcept;
  ~output_file();

  /// Throws `error`, after which nothing can be finished any more.
  void write(std::span<const std::byte> data);
  /// Flushes it and puts it in its place, once. Throws `error`, and then what stood there still stands there.
  void finish();

 private:
  class state;
  std::unique_ptr<state> state_;
};

/// The same for what is in memory.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> data);

}  // namespace ansatz
