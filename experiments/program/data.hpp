#pragma once
#include <ansatz/archive/data_set.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// Data in and out of the program: files, folders, pipes.
namespace ansatz::experiment {

using remarks = std::function<void(const std::string&)>;

/// "-" is the standard input.
std::vector<std::byte> read_bytes(const std::string& path);
/// "-" is the standard output; a file appears whole or not at all.
void write_bytes(const std::string& path, std::span<const std::byte> bytes);

/// What to take the data for.
enum class kind { by_content, images, bytes };

/// A file, a folder, several files, or "-": images where they are such, else the bytes of the one file. The first `limit` images, or all
/// for 0.
data_set read_data(const std::vector<std::string>& paths, kind as, std::uint64_t limit, const remarks& told);

/// Images by the ending of the path, or by `format` ("png"), which "-" needs where the images are not of one size; bytes as they are.
void write_data(const std::string& path, const data_set& data, const std::string& format);

/// A figure that was not measured in this run, and where it is from.
struct quoted_rate {
  std::string name, source;
  double bits_per_dim = 0;
};

/// Published figures for exactly these data, known by their hash.
std::vector<quoted_rate> quoted_for(const data_set& data);

}  // namespace ansatz::experiment
