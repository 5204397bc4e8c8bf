#include "data.hpp"

#include <cstdlib>

namespace ansatz::testing {

std::filesystem::path data_path(const char* name) {
  const char* root = std::getenv("ANSATZ_DATA");
  return std::filesystem::path{root != nullptr ? root : ANSATZ_DEFAULT_DATA} / name;
}

std::filesystem::path golden_path(const std::string& name) {
  return std::filesystem::path{ANSATZ_GOLDEN} / name;
}

}  // namespace ansatz::testing
