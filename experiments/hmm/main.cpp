// A hidden Markov model: its states cost nothing, and in the right order next to nothing at the start.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/markov_chain.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <cstdint>
#include <filesystem>
#include <hmm/book.hpp>
#include <hmm/hmm.hpp>
#include <hmm/information.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::value_of;
using sequence = std::vector<std::uint32_t>;

/// 64 states and 64 symbols: each state goes on to a few others and gives a few symbols, mostly.
hmm random_model() {
  const supply random = supply::seeded(1);
  std::uint64_t next = 0;
  const auto row = [&] {
    std::vector<std::uint64_t> weights;
    for (int i = 0; i < 64; ++i) {
      const std::uint64_t r = random.word(next++);
      weights.push_back(1 + (r >> 52) * ((r & 7) == 0 ? 100 : 1));  // one in eight is likely
    }
    return weights;
  };
  std::vector<std::vector<std::uint64_t>> transitions, emissions;
  const auto initial = row();
  for (int z = 0; z < 64; ++z) {
    transitions.push_back(row());
    emissions.push_back(row());
  }
  return {initial, transitions, emissions};
}

/// All states at once given all symbols, last to first: what a hierarchy without a clever order pops.
struct path_posterior {
  using symbol_type = sequence;
  std::vector<hmm::filter_type> filters;

  path_posterior(const hmm& model, const sequence& x) {
    hmm::filter_type f = model.filter();
    for (const std::uint32_t symbol : x) {
      f.observe(symbol);
      filters.push_back(f);
    }
  }
  template <class S>
  void push(S& s, const sequence& z) const {
    for (std::size_t t = 0; t + 1 < z.size(); ++t) filters[t].backward(z[t + 1]).push(s, z[t]);
    filters.back().posterior().push(s, z.back());
  }
  template <class S>
  sequence pop(S& s) const {
    sequence z(filters.size());
    z.back() = filters.back().posterior().pop(s);
    for (std::size_t t = z.size() - 1; t > 0; --t) z[t - 1] = filters[t - 1].backward(z[t]).pop(s);
    return z;
  }
};

/// The same sequence by bits back over the whole path.
auto naive(const hmm& model, std::size_t length) {
  const auto step = [model](std::uint32_t z) { return model.transition(z); };
  return bits_back(
      markov_chain(model.initial(), std::vector(length - 1, step)),
      [model](const sequence& z) {
        return array(z.size(), [model, z](std::size_t t) { return model.emission(z[t]); });
      },
      [model](const sequence& x) { return path_posterior{model, x}; });
}

struct arguments {
  experiment::outputs out;
  std::uint64_t longest = 4096;
  std::string data;
  std::uint32_t states = 32;
  unsigned rounds = 100, threads = 1;
};

void run(const arguments& a) {
  const std::filesystem::path text = std::filesystem::path{a.data} / "text" / "book1";
  a.out.check(a.data.empty() ? std::vector<std::string>{} : std::vector{text.string()});
  const auto book = a.data.empty() ? std::nullopt : std::optional{experiment::read_book(text)};
  const hmm model = random_model();
  std::vector<std::vector<std::string>> rows{
      {"symbols", "-log2 p(x)", "net", "over", "initial", "all states first", "push", "pop"}};
  nlohmann::ordered_json json{{"experiment", "hmm"}, {"unit", "bits"}, {"states", 64}};
  experiment::curve online, first;
  online.label = "state_space", first.label = "all states first", first.from = experiment::source::other;
  for (std::uint64_t length = 4; length <= a.longest; length *= 4) {
    constexpr std::uint64_t trials = 10;
    double exact = 0, net = 0, initial = 0, naive_initial = 0, push_seconds = 0, pop_seconds = 0;
    experiment::progress bar{fmt::format("{} symbols", length), trials};
    for (std::uint64_t seed = 0; seed < trials; ++seed) {
      rans_stack random{supply::seeded(100 + seed)};
      const auto codec = state_space(length, model);
      const sequence x = codec.pop(random);
      metered s{rans_stack{supply::seeded(seed)}}, flat{rans_stack{supply::seeded(seed)}};
      const experiment::stopwatch pushing;
      codec.push(s, x);
      push_seconds += pushing.seconds() / trials;
      naive(model, length).push(flat, x);
      exact += experiment::information(model, x) / trials;
      net += value_of(s.net()) / trials;
      initial += value_of(s.initial_bits()) / trials;
      naive_initial += value_of(flat.initial_bits()) / trials;
      const experiment::stopwatch popping;
      const bool same = codec.pop(s) == x;
      pop_seconds += popping.seconds() / trials;
      if (!same || !s.inner().is_fresh() || naive(model, length).pop(flat) != x || !flat.inner().is_fresh())
        throw error("the decoded sequence differs: this is a fault of the program");
      bar.add(1);
    }
    rows.push_back({std::to_string(length), fmt::format("{:.3f}", exact), fmt::format("{:.3f}", net),
                    fmt::format("{:+.5f} %", 100 * (net / exact - 1)), fmt::format("{:.2f}", initial),
                    fmt::format("{:.1f}", naive_initial), fmt::format("{:.4f} s", push_seconds),
                    fmt::format("{:.4f} s", pop_seconds)});
    json["lengths"].push_back({{"symbols", length},
                               {"exact", exact},
                               {"net", net},
                               {"initial", initial},
                               {"naive_initial", naive_initial},
                               {"push_seconds", push_seconds},
                               {"pop_seconds", pop_seconds}});
    online.points.emplace_back(length, initial);
    first.points.emplace_back(length, naive_initial);
  }
  fmt::print("{}\nmeans of ten draws from a model of 64 states and 64 symbols; bits\n",
             experiment::text_table(rows));
  if (book) {
    fmt::print("\n");
    json["text"] = experiment::code_book(*book, a.states, a.rounds, a.threads);
  }
  if (!a.out.json.empty()) experiment::write_text(a.out.json, json.dump(2) + "\n");
  if (!a.out.plots.empty())
    experiment::write_text(std::filesystem::path{a.out.plots} / "hmm_initial.svg",
                           experiment::line_chart("What a sequence must find on the stack", "symbols",
                                                  "initial bits", {online, first}));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Codes sequences of a hidden Markov model, by bits back as they come and with all states first."};
  arguments a;
  app.add_option("--longest", a.longest, "symbols of the longest sequence, from 4 on in powers of four")
      ->check(CLI::IsMember({4, 16, 64, 256, 1024, 4096, 16384}))
      ->capture_default_str();
  app.add_option("--data", a.data, "a folder with text/book1, to which a model is then fitted")
      ->envname("ANSATZ_DATA");
  app.add_option("--states", a.states, "of that model")->check(CLI::Range(1, 1024))->capture_default_str();
  app.add_option("--rounds", a.rounds, "of expectation maximisation")
      ->check(CLI::Range(0, 100000))
      ->capture_default_str();
  app.add_option("--threads", a.threads, "to fit on; the result is the same")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
