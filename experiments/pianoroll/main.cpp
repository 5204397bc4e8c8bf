// Polyphonic music under a hidden Markov model: what bits back costs with a single guess at the states, with
// several, and with the exact posterior.
#include <fmt/format.h>

#include <ansatz/combinator/particle_filter.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <nlohmann/json.hpp>
#include <pianoroll/tunes.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::value_of;

/// Knows the state before, and does not look at the chord.
struct blind_proposal {
  pianoroll_hmm model;
  auto first(const chord&) const { return model.initial(); }
  auto next(std::uint32_t z, const chord&) const { return model.transition(z); }
};

struct rate {
  double net = 0;      ///< bits a step
  double initial = 0;  ///< bits of the whole chain
  double push_seconds = 0, pop_seconds = 0;
};

/// Codes the tunes one after another on one stack, and back. `of(n)` is the codec of n steps.
template <class Of>
rate coded(const std::string& what, const std::vector<std::vector<chord>>& all, Of of) {
  std::size_t steps = 0;
  for (const auto& tune : all) steps += tune.size();
  metered s{rans_stack{}};
  experiment::progress bar{what, 2 * steps};
  const experiment::stopwatch pushing;
  for (const auto& tune : all) {
    of(tune.size()).push(s, tune);
    bar.add(tune.size());
  }
  rate r{value_of(s.net()) / static_cast<double>(steps), value_of(s.initial_bits()), pushing.seconds(), 0};
  const experiment::stopwatch popping;
  for (std::size_t i = all.size(); i-- > 0;) {
    if (of(all[i].size()).pop(s) != all[i])
      throw error("the decoded tunes differ: this is a fault of the program");
    bar.add(all[i].size());
  }
  r.pop_seconds = popping.seconds();
  if (!s.inner().is_fresh())
    throw error("the stack did not come back to its supply: this is a fault of the program");
  return r;
}

struct arguments {
  experiment::outputs out;
  std::string data;
  std::uint32_t states = 128, particles = 4;
  unsigned rounds = 60, threads = 1;
  std::uint64_t seed = 0;
};

/// What the authors of Monte-Carlo bits back report for their neural models, bits a step: the README of their
/// code (arXiv:2102.11086).
struct published {
  const char* name;
  double elbo, importance, sequential;
};
constexpr published theirs[] = {{"JSB_Chorales", 12.54, 11.90, 10.96}, {"Nottingham", 6.05, 4.96, 4.87}};

nlohmann::ordered_json run_on(const experiment::tunes& t, const arguments& a) {
  const experiment::stopwatch fitting;
  const auto model = fit_pianoroll(t.train, a.states, a.rounds, a.seed, a.threads);
  const double fit_seconds = fitting.seconds();
  const auto exactly = [&](std::size_t n) { return state_space(n, model); };
  const rate train = coded(t.name + ", train", t.train, exactly),
             valid = coded(t.name + ", valid", t.valid, exactly);

  std::vector<std::vector<std::string>> rows{{t.name + ", test", "bits a step", "initial", "push", "pop"}};
  nlohmann::ordered_json json{{"data", t.name},           {"states", a.states},         {"rounds", a.rounds},
                              {"particles", a.particles}, {"fit_seconds", fit_seconds}, {"train", train.net},
                              {"valid", valid.net}};
  std::vector<experiment::bar> bars;
  const auto add = [&](const std::string& name, auto of) {
    const rate r = coded(t.name + ", " + name, t.test, of);
    rows.push_back({name, fmt::format("{:.3f}", r.net), fmt::format("{:.0f}", r.initial),
                    fmt::format("{:.2f} s", r.push_seconds), fmt::format("{:.2f} s", r.pop_seconds)});
    json["test"].push_back({{"method", name},
                            {"net", r.net},
                            {"initial", r.initial},
                            {"push_seconds", r.push_seconds},
                            {"pop_seconds", r.pop_seconds}});
    bars.push_back({name, r.net, experiment::source::ours});
  };
  const auto by = [&](const auto& proposal, std::uint32_t particles, resampling when) {
    return [&, particles, when](std::size_t n) { return by_particles(n, particles, model, proposal, when); };
  };
  add("exact", exactly);
  const auto ahead = model.proposal();
  const blind_proposal blind{model};
  const auto several = [&](const char* method) {
    return fmt::format("{}, {} particles", method, a.particles);
  };
  add("looking ahead: ELBO", by(ahead, 1, resampling::never));
  add("looking ahead: " + several("IS"), by(ahead, a.particles, resampling::never));
  add("looking ahead: " + several("SMC"), by(ahead, a.particles, resampling::adaptive));
  add("blind: ELBO", by(blind, 1, resampling::never));
  add("blind: " + several("IS"), by(blind, a.particles, resampling::never));
  add("blind: " + several("SMC"), by(blind, a.particles, resampling::adaptive));
  for (const published& p : theirs)
    if (t.name == p.name)
      for (const auto& [method, value] :
           {std::pair{"ELBO", p.elbo}, {"IS", p.importance}, {"SMC", p.sequential}}) {
        rows.push_back({fmt::format("Ruan et al., {}", method), fmt::format("{:.2f}", value), "", "", ""});
        bars.push_back({rows.back().front(), value, experiment::source::quoted});
      }
  fmt::print("{}\n{} states, {} rounds ({:.0f} s); exact on train {:.3f}, valid {:.3f}\n\n",
             experiment::text_table(rows), a.states, a.rounds, fit_seconds, train.net, valid.net);
  if (!a.out.plots.empty())
    experiment::write_text(std::filesystem::path{a.out.plots} / ("pianoroll_" + t.name + ".svg"),
                           experiment::bar_chart(t.name + ", test", "bits a step", bars));
  return json;
}

void run(const arguments& a) {
  const std::filesystem::path folder = std::filesystem::path{a.data} / "pianoroll";
  std::vector<std::string> files;
  if (!a.data.empty())
    for (const published& p : theirs) files.push_back((folder / (std::string{p.name} + ".json.gz")).string());
  a.out.check(files);
  std::vector<experiment::tunes> sets;
  for (const std::string& file : files)
    sets.push_back(experiment::about(file, [&] { return experiment::read_tunes(file); }));
  if (sets.empty()) sets.push_back(experiment::draw_tunes(a.seed));
  nlohmann::ordered_json json{{"experiment", "pianoroll"}, {"unit", "bits a step"}};
  for (const auto& set : sets) json["sets"].push_back(run_on(set, a));
  if (!a.out.json.empty()) experiment::write_text(a.out.json, json.dump(2) + "\n");
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Fits a hidden Markov model to tunes and codes others by it, with approximate posteriors and the exact "
      "one."};
  arguments a;
  app.add_option("--data", a.data,
                 "a folder with pianoroll/JSB_Chorales.json.gz and Nottingham.json.gz; else drawn triads")
      ->envname("ANSATZ_DATA");
  app.add_option("--states", a.states)->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--rounds", a.rounds, "of expectation maximisation")
      ->check(CLI::Range(0, 100000))
      ->capture_default_str();
  app.add_option("--particles", a.particles)->check(CLI::Range(1, 65536))->capture_default_str();
  app.add_option("--threads", a.threads, "to fit on; the result is the same")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_option("--seed", a.seed, "of the start")->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
