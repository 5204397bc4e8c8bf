#include <common/program.hpp>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <sstream>

namespace ansatz::experiment {
namespace {

/// What the parser says to help or a usage that is off: the exit status.
int explain(const CLI::App& app, const CLI::ParseError& stop) {
  std::ostringstream out, err;
  const int status = app.exit(stop, out, err);
  if (status == 0) {
    std::fputs(out.str().c_str(), stdout);
    return 0;
  }
  // What was typed stands in the first lines, and may itself end lines: what follows it is the parser's own.
  std::string text = err.str(), rest;
  const std::string what = stop.what();
  if (text.starts_with(what)) {
    rest = text.substr(what.size());
    say(what);
  } else {
    rest = text;
  }
  std::istringstream lines{rest};
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) say(line);
  return 2;
}

bool output_is_written() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

}  // namespace

int run_program(CLI::App& app, int argc, char** argv, const std::function<void()>& work) {
  hold_standard_streams();
  std::signal(SIGXFSZ, SIG_IGN);  // so that a file which may not get longer is an error that is said
  if (argc < 1) {
    say("a program must be called by a name");
    return 2;
  }
  const auto fail = [&](const std::string& what) {
    say(std::filesystem::path{argv[0]}.filename().string() + ": " + what);
    return 1;
  };
  const char* const lost = "the standard output cannot be written";
  try {
    int status = 0;
    try {
      app.parse(argc, argv);
      work();
    } catch (const CLI::ParseError& stop) {
      status = explain(app, stop);
    }
    return output_is_written() ? status : fail(lost);
  } catch (const std::bad_alloc&) {
    return fail("there is not enough memory for this");
  } catch (const std::filesystem::filesystem_error& failure) {
    return fail(failure.path1().string() + ": " + failure.code().message());
  } catch (const std::exception& failure) {
    return fail(output_is_written() ? failure.what() : lost);
  }
}

}  // namespace ansatz::experiment
