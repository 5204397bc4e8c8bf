#pragma once
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <common/input.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
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
/// what failed.
template <class Work>
int run_program(CLI::App& app, int argc, char** argv, Work work) {
  const auto fail = [&](const std::string& what) {
    fmt::print(stderr, "{}: {}\n", std::filesystem::path{argv[0]}.filename().string(), what);
    return 1;
  };
  try {
    app.parse(argc, argv);
    work();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      return fail("the standard output cannot be written");
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? 0 : 2;  // --help, or a usage that is off
  } catch (const std::bad_alloc&) {
    return fail("there is not enough memory for this");
  } catch (const std::filesystem::filesystem_error& failure) {
    return fail(failure.path1().string() + ": " + failure.code().message());
  } catch (const std::exception& failure) {
    return fail(failure.what());
  }
  return 0;
}

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
