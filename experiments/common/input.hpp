#pragma once
#include <ansatz/error.hpp>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

/// The user's files.
namespace ansatz::experiment {

/// The bytes of a file, unpacked if it is gzip. Throws `domain_error` where there are none.
std::vector<std::byte> read_input(const std::filesystem::path& path);

/// An error of work on a file, the file's name before its message if it is not in it.
[[noreturn]] void rethrow_about(const std::filesystem::path& file, const error& e);

/// What read(bytes) makes of a file, whose name goes before the message of whatever is wrong.
template <class Read>
auto read_input_as(const std::filesystem::path& path, Read read) {
  try {
    return read(read_input(path));
  } catch (const error& e) {
    rethrow_about(path, e);
  }
}

/// Throws where no file can be: in a folder that is not there, or in the place of one.
void expect_place(const std::string& path);

/// Throws where a file that is to be written is one that is read, or that is written, too. "" and "-" are
/// none.
void expect_apart(const std::vector<std::string>& read, const std::vector<std::string>& written);

/// What a file is called in tables and charts: its name without folders.
std::string shown_name(const std::filesystem::path& path);

}  // namespace ansatz::experiment
