#pragma once
#include <cstddef>
#include <filesystem>
#include <span>

namespace ansatz {

/// A file that was not there before, not yet flushed onto the disk. Throws `error`, and leaves nothing, where
/// it cannot be written.
void write_new_file(const std::filesystem::path& path, std::span<const std::byte> data);

/// Flushes all that was written to the file system of this folder: for many new files it takes what one
/// takes.
void flush_file_system(const std::filesystem::path& folder);

}  // namespace ansatz
