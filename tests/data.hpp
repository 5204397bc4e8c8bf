#pragma once
#include <filesystem>
#include <string>

namespace ansatz::testing {

/// Where real data lie: $ANSATZ_DATA, else beside the project.
std::filesystem::path data_path(const char* name);

/// A file of tests/golden.
std::filesystem::path golden_path(const std::string& name);

}  // namespace ansatz::testing

/// Skips the test, and says why, where a file of the real data is absent.
#define ANSATZ_NEEDS_DATA(path)       \
  if (!std::filesystem::exists(path)) \
  GTEST_SKIP() << "no " << (path) << "; set ANSATZ_DATA to a folder that has it"
