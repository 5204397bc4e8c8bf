#pragma once
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <common/input.hpp>
#include <common/numbers.hpp>
#include <common/say.hpp>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

/// What the main functions of all experiments share.
namespace ansatz::experiment {

/// Where an experiment writes beside the standard output: options --json and --plots.
struct outputs {
  std::string json, plots;

  void add_to(CLI::App& app) {
    app.add_option("--json", json, "write it as JSON, too")->check(not_empty);
    app.add_option("--plots", plots, "a folder for charts, SVG")->check(not_empty);
  }
  /// Throws what would only show after the work: a file that cannot be, or is one of those that are read.
  void check(const std::vector<std::string>& inputs = {}) const {
    namespace fs = std::filesystem;
    if (!plots.empty()) fs::create_directories(plots);
    if (json.empty()) return;
    expect_place(json);
    expect_apart(inputs, {json});
  }

  inline static const CLI::Validator not_empty{
      [](std::string& path) { return path.empty() ? std::string{"an empty path"} : std::string{}; }, ""};
};

/// Parses the arguments and works: the exit status is 0, 2 for a usage that is off, or 1 after a message for
/// what failed, a standard output that is closed or full included. What cannot be said, since standard error is
/// closed or full, changes no exit status.
int run_program(CLI::App& app, int argc, char** argv, const std::function<void()>& work);

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  write_file_atomically(path, std::as_bytes(std::span{text}));
}

/// Work on a file, whose name goes before the message of whatever is wrong.
template <class Work>
auto about(const std::filesystem::path& file, Work work) {
  try {
    return work();
  } catch (const error& e) {
    rethrow_about(file, e);
  }
}

}  // namespace ansatz::experiment
