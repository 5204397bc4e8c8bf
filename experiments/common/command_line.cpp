#include <CLI/CLI.hpp>
#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/parallel.hpp>
#include <common/command_line.hpp>
#include <common/program.hpp>
#include <set>

namespace ansatz::experiment {

namespace fs = std::filesystem;

struct command_line::state {
  CLI::App app;
  outputs out;
  results found;
  std::vector<std::function<void()>> settings;  // each tells `found` one
  std::vector<std::string> files, standard;
  std::string data;
  std::vector<fs::path> inputs;
  unsigned threads = cores();

  /// An option with a default, which the JSON is to show.
  template <class T>
  CLI::Option* option(const std::string& name, T& x, const std::string& what) {
    settings.emplace_back([this, name, &x] { found.set(name.substr(2), x); });
    return app.add_option(name, x, what)->capture_default_str();
  }
  void find_inputs();
};

namespace {

/// What can be read.
void check_input(const fs::path& file) {
  if (!fs::exists(file)) throw error(file.string() + ": there is no such file");
  if (fs::is_directory(file)) throw error(file.string() + " is a folder, and a file is needed");
}

}  // namespace

void command_line::state::find_inputs() {
  if (files.empty() && !data.empty()) {
    if (!fs::is_directory(data)) throw error(data + ": there is no such folder");
    for (const std::string& place : standard) inputs.push_back(fs::path{data} / place);
  }
  for (const std::string& file : files) inputs.emplace_back(file);
  std::vector<std::string> names;
  std::set<std::string> charts;
  for (const fs::path& input : inputs) {
    check_input(input);
    names.push_back(input.string());
    if (!out.plots.empty() && !charts.insert(shown_name(input)).second)
      throw domain_error(input.string() + ": two files of this name would share a chart");
  }
  out.check(names);
}

command_line::command_line(const std::string& name, const std::string& description)
    : state_{new state{CLI::App{description, name}, {}, results{name}, {}, {}, {}, {}, {}}} {}
command_line::~command_line() = default;

void command_line::number(const std::string& option, std::uint64_t& value, const std::string& what,
                          std::uint64_t least, std::uint64_t most) {
  state_->option(option, value, what)->transform(whole_number)->check(CLI::Range(least, most));
}

void command_line::one_of(const std::string& option, std::uint64_t& value, const std::string& what,
                          const std::vector<std::uint64_t>& choice) {
  state_->option(option, value, what)->transform(whole_number)->check(CLI::IsMember(choice));
}

void command_line::one_of(const std::string& option, std::string& value, const std::string& what,
                          const std::vector<std::string>& choice) {
  state_->option(option, value, what)->check(CLI::IsMember(choice));
}

void command_line::real(const std::string& option, double& value, const std::string& what, double least,
                        double most) {
  state_->option(option, value, what)->transform(real_number)->check(CLI::Range(least, most));
}

void command_line::files(const std::string& what) { state_->app.add_option("FILE", state_->files, what); }

void command_line::data(const std::vector<std::string>& standard) {
  state_->standard = standard;
  std::string what = "a folder with";
  for (const std::string& place : standard) what += (&place == &standard.front() ? " " : ", ") + place;
  state_->app.add_option("--data", state_->data, what)->envname("ANSATZ_DATA")->check(outputs::not_empty);
}

void command_line::threads() {
  state_->option("--threads", state_->threads, "how many; the results are the same for any number")
      ->transform(whole_number)
      ->check(CLI::Range(1, 1024));
}

int command_line::run(int argc, char** argv, const std::function<void(results&)>& work) {
  state_->out.add_to(state_->app);
  return run_program(state_->app, argc, argv, [&] {
    state_->find_inputs();
    for (const auto& tell : state_->settings) tell();
    work(state_->found);
    if (!state_->out.json.empty()) write_text(state_->out.json, state_->found.json());
  });
}

const std::vector<fs::path>& command_line::inputs() const { return state_->inputs; }
bool command_line::has_files() const { return !state_->files.empty(); }
unsigned command_line::thread_count() const { return state_->threads; }

void command_line::plot(const std::string& name, const std::string& svg) const {
  if (!state_->out.plots.empty()) write_text(fs::path{state_->out.plots} / (name + ".svg"), svg);
}

}  // namespace ansatz::experiment
