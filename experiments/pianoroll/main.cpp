// Polyphonic music under a hidden Markov model: what bits back costs with a single guess at the states, with
// several, and with the exact posterior.
#include <fmt/format.h>

#include <common/command_line.hpp>
#include <pianoroll/coding.hpp>
#include <pianoroll/tunes.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

struct arguments {
  std::uint64_t states = 128, rounds = 60, particles = 4, seed = 0;
};

/// What the authors of Monte-Carlo bits back report for their neural models, bits a step: the README of their
/// code (arXiv:2102.11086). Each for the very tunes that have this hash.
struct published {
  std::uint64_t hash;
  double elbo, importance, sequential;
};
constexpr published theirs[] = {{0x80a219c702dff978, 12.54, 11.90, 10.96},  // JSB chorales
                                {0x7bb21701d561cdf5, 6.05, 4.96, 4.87}};    // Nottingham

void code(const tunes& set, const arguments& a, const command_line& line, results& found) {
  const stopwatch fitting;
  const auto particles = static_cast<std::uint32_t>(a.particles);
  const auto model = fit_pianoroll(set.train, static_cast<std::uint32_t>(a.states),
                                   static_cast<unsigned>(a.rounds), a.seed, line.thread_count());
  const double fit_seconds = fitting.seconds();
  table t{set.name,
          {{"method", "", 0, set.name},
           {"steps", ""},
           {"rate", "bits/step", 3},
           {"initial", "bits", 0},
           {"push", "s", 2},
           {"pop", "s", 2},
           {"from", ""}}};
  std::vector<bar> bars;
  const auto add = [&](const std::string& name, const tune_list& list, path by, std::uint32_t n,
                       bool resampled) {
    const trip r = code_tunes(set.name + ", " + name, model, list, by, n, resampled);
    const double rate = r.net.to_double() / static_cast<double>(steps_of(list));
    t.add({name, steps_of(list), rate, r.initial, r.push_seconds, r.pop_seconds, "measured"});
    return rate;
  };
  add("train, exact", set.train, path::exact, 1, false);
  add("valid, exact", set.valid, path::exact, 1, false);
  t.rule();
  const auto test = [&](const std::string& name, path by, std::uint32_t n, bool resampled) {
    bars.push_back({name, add(name, set.test, by, n, resampled), source::ours});
  };
  test("exact", path::exact, 1, false);
  const auto several = [&](const char* method) { return fmt::format("{}, {} particles", method, particles); };
  for (const auto& [proposal, by] :
       {std::pair{"looking ahead: ", path::looking_ahead}, {"blind: ", path::blind}}) {
    test(std::string{proposal} + "ELBO", by, 1, false);
    test(proposal + several("IS"), by, particles, false);
    test(proposal + several("SMC"), by, particles, true);
  }
  for (const published& p : theirs)
    if (set.hash == p.hash)
      for (const auto& [method, rate] :
           {std::pair{"ELBO", p.elbo}, {"IS", p.importance}, {"SMC", p.sequential}}) {
        bars.push_back({fmt::format("Ruan et al., {}", method), rate, source::quoted});
        t.add({bars.back().label, {}, rate, {}, {}, {}, "quoted"});
      }
  t.note(fmt::format("{} states, fitted in {} rounds ({:.0f} s)", a.states, a.rounds, fit_seconds));
  found.add(std::move(t));
  line.plot("pianoroll_" + set.name, bar_chart(set.name + ", test", "bits a step", bars));
}

void run(const arguments& a, const command_line& line, results& found) {
  std::vector<tunes> sets;
  for (const auto& file : line.inputs()) {
    const std::string name = shown_name(file);
    sets.push_back(
        read_input_as(file, [&](const auto& b) { return read_tunes(name.substr(0, name.find('.')), b); }));
  }
  if (sets.empty()) sets.push_back(draw_tunes(a.seed));
  for (const tunes& set : sets) code(set, a, line, found);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "pianoroll",
      "Fits a hidden Markov model to tunes and codes others by it, with approximate posteriors and the "
      "exact one; drawn triads where there is no file."};
  arguments a;
  line.files(
      "of tunes, JSON: {\"train\": [...], \"valid\": [...], \"test\": [...]}, lists of tunes, which are "
      "lists of "
      "steps, which are lists of MIDI notes");
  line.data({"pianoroll/JSB_Chorales.json.gz", "pianoroll/Nottingham.json.gz"});
  line.number("--states", a.states, "of the model", 1, 1024);
  line.number("--rounds", a.rounds, "of expectation maximisation", 0, 100000);
  line.number("--particles", a.particles, "of the approximate posteriors", 1, 65536);
  line.number("--seed", a.seed, "of the fit's start", 0, UINT64_MAX);
  line.threads();
  return line.run(argc, argv, [&](results& found) { run(a, line, found); });
}
