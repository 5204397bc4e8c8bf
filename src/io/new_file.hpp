#pragma once
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace ansatz {

/// A name that is hidden, short, and by chance nobody else's: ".ansatz-" and 16 digits.
std::string hidden_name();

/// Throws `error`: the path cannot be written, for the reason that `errno` had.
[[noreturn]] void fail_to_write(const std::filesystem::path& path, int why);

/// A file that was not there before, not yet flushed onto the disk. Throws `error`, and leaves nothing, where
/// it cannot be written.
void write_new_file(const std::filesystem::path& path, std::span<const std::byte> data);

/// Flushes all that was written to the file system of this folder: for many new files it takes what one
/// takes.
void flush_file_system(const std::filesystem::path& folder);

}  // namespace ansatz
