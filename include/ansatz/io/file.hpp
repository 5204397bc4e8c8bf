#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace ansatz {

/// A whole file of at most `limit` bytes. Throws `error` where it cannot be read.
std::vector<std::byte> read_file(const std::filesystem::path& path,
                                 std::uint64_t limit = std::uint64_t{1} << 34);

/// The same, unpacked if the file is gzip, of one member or several; `limit` then holds for the unpacked
/// bytes, too. Throws `corrupt_error` for a damaged gzip file.
std::vector<std::byte> read_maybe_gzip(const std::filesystem::path& path,
                                       std::uint64_t limit = std::uint64_t{1} << 34);

/// Writes a file whole or not at all: beside its place under another name, then renamed, and flushed with its
/// folder. What stood there before stays until the new file is complete, which then has its mode and, where
/// that is allowed, its owner. Symbolic links are followed, to a file that is not there, too; what is no
/// regular file, or may not be written, is left alone. Throws `error` where it cannot be written.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> data);

}  // namespace ansatz
