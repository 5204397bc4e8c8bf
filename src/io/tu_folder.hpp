#pragma once
#include <ansatz/io/graph_files.hpp>
#include <filesystem>

namespace ansatz {

/// Whether there is a file *_A.txt in it.
bool is_tu_folder(const std::filesystem::path& folder);

/// The set in a folder. Throws `error` where it cannot be read, `corrupt_error` where it holds none, or two.
graph_set read_tu_folder(const std::filesystem::path& folder, const graph_reading& how,
                         const graph_notes& notes);

/// Into a folder that is not there yet, which appears whole or not at all, or an empty one. The set has the
/// folder's name.
void write_tu_folder(const std::filesystem::path& folder, const graph_set& graphs);

}  // namespace ansatz
