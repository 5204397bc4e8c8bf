#pragma once
#include <ansatz/archive/container.hpp>
#include <string>
#include <vector>

namespace ansatz {

/// What stands at the end of a container: where its chunks lie, and what they hold.
struct container_index {
  std::string kind;
  std::vector<container_file::place> places;
};

std::vector<std::byte> format_index(const container_index& index);

/// The index at the end of a file. Throws `corrupt_error`.
container_index index_of(const bytes_at& file, std::uint64_t size);

}  // namespace ansatz
