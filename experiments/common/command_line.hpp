#pragma once
#include <common/input.hpp>
#include <common/plot.hpp>
#include <common/results.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// The command line of an experiment, of one shape for all of them: PROGRAM [FILE...] and options, of which --json and
/// --plots are everywhere. What it was set to stands in the JSON.
class command_line {
 public:
  command_line(const std::string& name, const std::string& description);
  ~command_line();
  command_line(const command_line&) = delete;
  command_line& operator=(const command_line&) = delete;

  /// A whole number from `least` to `most`, with its default.
  void number(const std::string& option, std::uint64_t& value, const std::string& what, std::uint64_t least,
              std::uint64_t most);
  /// One of some numbers, or of some words.
  void one_of(const std::string& option, std::uint64_t& value, const std::string& what,
              const std::vector<std::uint64_t>& choice);
  void one_of(const std::string& option, std::string& value, const std::string& what,
              const std::vector<std::string>& choice);
  void real(const std::string& option, double& value, const std::string& what, double least, double most);
  /// FILE...: the user's data.
  void files(const std::string& what);
  /// --data, else $ANSATZ_DATA: a folder with the standard sets, which are at these places in it.
  void data(const std::vector<std::string>& standard);
  /// --threads, the cores if not said. Results are the same for any number.
  void threads();

  /// Parses and works; what the work gives to `results` is printed as it comes, and written as JSON where that is
  /// asked for. The exit status: 0, 2 for a usage that is off, 1 after a sentence about what failed.
  int run(int argc, char** argv, const std::function<void(results&)>& work);

  /// While it works: the files given, else the standard sets where there is a folder of data, else none.
  const std::vector<std::filesystem::path>& inputs() const;
  /// Whether the user named the files.
  bool has_files() const;
  unsigned thread_count() const;
  /// Writes a chart, where charts are asked for: FOLDER/name.svg.
  void plot(const std::string& name, const std::string& svg) const;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace ansatz::experiment
