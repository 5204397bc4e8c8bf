#pragma once
#include <cstdlib>
#include <filesystem>

namespace ansatz::testing {

/// Where real data lie: $ANSATZ_DATA, else beside the project.
inline std::filesystem::path data_path(const char* name) {
  const char* root = std::getenv("ANSATZ_DATA");
  return std::filesystem::path{root != nullptr ? root : ANSATZ_DEFAULT_DATA} / name;
}

}  // namespace ansatz::testing

/// Skips the test, and says why, where a file of the real data is absent.
#define ANSATZ_NEEDS_DATA(path)       \
  if (!std::filesystem::exists(path)) \
  GTEST_SKIP() << "no " << (path) << "; set ANSATZ_DATA to a folder that has it"
