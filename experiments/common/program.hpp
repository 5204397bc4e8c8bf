#pragma once
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <ansatz/io/file.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <span>
#include <string>

/// What the main functions of all experiments share.
namespace ansatz::experiment {

/// Parses the arguments and works: the exit status is 0, 2 for a usage that is off, or 1 after a message for
/// what failed.
template <class Work>
int run_program(CLI::App& app, int argc, char** argv, Work work) {
  try {
    app.parse(argc, argv);
    work();
  } catch (const CLI::ParseError& stop) {
    return app.exit(stop) == 0 ? 0 : 2;  // --help, or a usage that is off
  } catch (const std::exception& failure) {
    fmt::print(stderr, "{}: {}\n", std::filesystem::path{argv[0]}.filename().string(), failure.what());
    return 1;
  }
  return 0;
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  write_file_atomically(path, std::as_bytes(std::span{text}));
}

}  // namespace ansatz::experiment
