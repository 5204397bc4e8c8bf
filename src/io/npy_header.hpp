#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ansatz::formats {

/// What the header of an npy file says.
struct npy_header {
  std::string type;
  bool columns_first = false;  // Fortran order
  std::vector<std::uint64_t> shape;
};

/// From Python's literal of a dictionary with the three keys, in any order, and nothing else. Throws
/// `corrupt_error`.
npy_header npy_header_of(std::string_view text);

}  // namespace ansatz::formats
