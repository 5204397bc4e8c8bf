// Monte-Carlo posteriors on models small enough to know -log2 p(x): how the bound tightens, and at what
// price.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/combinator/annealed.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/coupled_importance.hpp>
#include <ansatz/combinator/nested.hpp>
#include <ansatz/combinator/particle_filter.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/text_table.hpp>
#include <hmm/information.hpp>
#include <map>
#include <monte_carlo/measure.hpp>
#include <monte_carlo/toy.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace experiment::toy;
using experiment::value_of;
/// Knows nothing of the symbols.
struct uniform_proposal {
  uniform_codec first(std::uint32_t) const { return uniform(latents); }
  uniform_codec next(std::uint32_t, std::uint32_t) const { return uniform(latents); }
};

using costs = std::map<std::string, experiment::monte_carlo_cost>;

costs of_mixture(const mixture& m, std::uint32_t n, const std::vector<std::uint32_t>& symbols) {
  const auto likelihood = [&](std::uint32_t z) -> const masses_type& { return m.likelihood(z); };
  const auto target = [&](std::uint32_t x) {
    return [&m, x](std::uint32_t z) { return cost(m.prior(), z) + cost(m.likelihood(z), x); };
  };
  const auto moves = [&](std::uint32_t x) {
    std::vector<bits> of;
    for (std::uint32_t z = 0; z < latents; ++z) of.push_back(target(x)(z));
    return annealed(std::vector(latents, log2_of(latents)), of, n);
  };
  const auto with = [&](auto posterior) {
    return experiment::measured(bits_back(m.prior(), likelihood, posterior), symbols);
  };
  costs out;
  out["importance"] = with([&](std::uint32_t x) { return importance(n, uniform(latents), target(x)); });
  out["coupled"] = with([&](std::uint32_t x) { return coupled_importance(n, uniform(latents), target(x)); });
  out["annealed, Bit-Swap"] = with([&](std::uint32_t x) { return bit_swap(uniform(latents), moves(x)); });
  out["annealed"] = n == 1 ? out["annealed, Bit-Swap"]  // no move: there is no level to nest
                           : with([&](std::uint32_t x) { return nested(uniform(latents), moves(x)); });
  return out;
}

costs of_hmm(const hmm& m, std::uint32_t n, const std::vector<std::vector<std::uint32_t>>& sequences) {
  const std::size_t length = sequences.front().size();
  costs out;
  out["paths"] =
      experiment::measured(by_particles(length, n, m, uniform_proposal{}, resampling::never), sequences);
  out["filter"] = experiment::measured(by_particles(length, n, m, uniform_proposal{}), sequences);
  out["filter, looking ahead"] = experiment::measured(by_particles(length, n, m, m.proposal()), sequences);
  return out;
}

struct arguments {
  experiment::outputs out;
  std::uint64_t symbols = 10000, sequences = 1000, seed = 1;
  std::uint32_t most = 128;
};

/// What a proposal that is popped where other symbols have just been pushed makes of it, by its total: models
/// whose totals are 2^16.
nlohmann::ordered_json dirty_bits(const arguments& a) {
  constexpr std::uint64_t draws = 6;
  std::vector<std::vector<std::string>> rows{
      {"proposal's total", "mixtures", "largest", "skewed", "largest"}};
  nlohmann::ordered_json json;
  std::vector<mixture> models[2];
  std::vector<std::vector<std::uint32_t>> symbols[2];
  for (std::uint64_t d = 0; d < draws; ++d)
    for (int skewed = 0; skewed < 2; ++skewed) {
      models[skewed].push_back(skewed == 1 ? mixture::skewed() : mixture{a.seed + d, 16});
      rans_stack random{supply::seeded(a.seed + 100 + d)};
      auto& drawn = symbols[skewed].emplace_back();
      for (std::uint64_t i = 0; i < a.symbols; ++i)
        drawn.push_back(models[skewed].back().marginal().pop(random));
    }
  experiment::progress bar{"dirty bits", 14};
  for (const unsigned precision : {8u, 12u, 15u, 16u, 17u, 20u, 24u})
    for (const std::uint32_t less : {0u, 1u}) {
      const std::uint32_t total = (1u << precision) - less;
      std::vector<std::uint32_t> masses(latents, total / latents);
      masses.back() += total % latents;
      const auto proposal = modelled(categorical_model::from_counts(masses));
      rows.push_back({fmt::format("2^{}{}", precision, less == 1 ? " - 1" : "")});
      nlohmann::ordered_json entry{{"total", total}};
      for (int skewed = 0; skewed < 2; ++skewed) {
        double mean = 0, largest = 0;
        for (std::uint64_t d = 0; d < draws; ++d) {
          const mixture& m = models[skewed][d];
          const auto c = experiment::measured(
              bits_back(
                  m.prior(), [&](std::uint32_t z) -> const masses_type& { return m.likelihood(z); },
                  [&](std::uint32_t) -> const masses_type& { return proposal; }),
              symbols[skewed][d]);
          const double dirty = c.net - c.ideal;
          mean += dirty / draws;
          if (std::abs(dirty) > std::abs(largest)) largest = dirty;
        }
        rows.back().push_back(fmt::format("{:+.3f}", mean));
        rows.back().push_back(fmt::format("{:+.3f}", largest));
        entry[skewed == 1 ? "skewed" : "mixtures"] = {{"mean", mean}, {"largest", largest}};
      }
      json.push_back(entry);
      bar.add(1);
    }
  fmt::print(
      "\n{}\nnet less ideal, a uniform proposal of one particle after pushes with totals of 2^16: the mean "
      "of {} draws, and the "
      "largest\n",
      experiment::text_table(rows), draws);
  return json;
}

/// Measures for 1, 2, 4, ... particles, prints a table and gives the curves of net rates, over -log2 p(x),
/// and of initial bits.
struct table {
  std::string name, head;
  double exact = 0;
  std::vector<std::string> methods;
  std::vector<experiment::curve> excess, initial;
  nlohmann::ordered_json json;

  template <class Measure>
  void fill(std::uint32_t most, Measure measure) {
    std::vector<std::vector<std::string>> rows{{head}};
    for (const std::string& method : methods) {
      rows.front().push_back(method);
      excess.push_back({method, {}, experiment::source::ours, false});
      initial.push_back(excess.back());
    }
    json = {{"model", name}, {"exact", exact}};
    std::uint64_t rounds = 0;
    for (std::uint32_t n = 1; n <= most; n *= 2) ++rounds;
    experiment::progress bar{name, rounds};
    for (std::uint32_t n = 1; n <= most; n *= 2) {
      const costs of = measure(n);
      rows.push_back({std::to_string(n)});
      nlohmann::ordered_json entry{{"n", n}};
      for (std::size_t i = 0; i < methods.size(); ++i) {
        const auto& c = of.at(methods[i]);
        rows.back().push_back(fmt::format("{:.3f} {:.3f} {:6.1f}", c.ideal, c.net, c.initial));
        excess[i].points.emplace_back(n, c.net - exact);
        initial[i].points.emplace_back(n, c.initial);
        entry[methods[i]] = {{"ideal", c.ideal}, {"net", c.net}, {"initial", c.initial}};
      }
      json["rounds"].push_back(entry);
      bar.add(1);
    }
    fmt::print("{}: -log2 p(x) = {:.3f} bits\n{}\n", name, exact, experiment::text_table(rows));
  }
};

void run(const arguments& a) {
  a.out.check();
  const mixture m{a.seed};
  rans_stack random{supply::seeded(a.seed + 1)};
  std::vector<std::uint32_t> symbols;
  bits information;
  for (std::uint64_t i = 0; i < a.symbols; ++i) {
    symbols.push_back(m.marginal().pop(random));
    information += cost(m.marginal(), symbols.back());
  }
  table mixtures{"a mixture of 8",
                 "particles, or steps",
                 value_of(information) / static_cast<double>(a.symbols),
                 {"importance", "coupled", "annealed", "annealed, Bit-Swap"},
                 {},
                 {},
                 {}};
  mixtures.fill(a.most, [&](std::uint32_t n) { return of_mixture(m, n, symbols); });

  const hmm h = random_hmm(a.seed + 2);
  constexpr std::size_t length = 10;
  std::vector<std::vector<std::uint32_t>> sequences;
  double exact = 0;
  for (std::uint64_t i = 0; i < a.sequences; ++i) {
    rans_stack own{supply::seeded(a.seed + 3 + i)};
    sequences.push_back(state_space(length, h).pop(own));
    exact += experiment::information(h, sequences.back()) / static_cast<double>(a.sequences);
  }
  fmt::print("\n");
  table chains{"sequences of 10 from 8 states",
               "particles",
               exact,
               {"paths", "filter", "filter, looking ahead"},
               {},
               {},
               {}};
  chains.fill(a.most, [&](std::uint32_t n) { return of_hmm(h, n, sequences); });
  fmt::print(
      "\nbits a symbol of 16 ({} of them), and a sequence ({}): ideal, each on random bits of its own; net, "
      "all "
      "on one stack;\ninitial bits, of one alone, mean of 200\n",
      a.symbols, a.sequences);

  const nlohmann::ordered_json json{
      {"experiment", "monte_carlo"}, {"unit", "bits"}, {"symbols", a.symbols},
      {"sequences", a.sequences},    {"seed", a.seed}, {"models", {mixtures.json, chains.json}},
      {"dirty_bits", dirty_bits(a)}};
  if (!a.out.json.empty()) experiment::write_text(a.out.json, json.dump(2) + "\n");
  if (a.out.plots.empty()) return;
  const auto chart = [&](const char* file, const char* title, const char* x, const char* y,
                         const std::vector<experiment::curve>& curves) {
    experiment::write_text(std::filesystem::path{a.out.plots} / file,
                           experiment::line_chart(title, x, y, curves));
  };
  chart("monte_carlo_mixture.svg", "The bound over -log2 p(x), a mixture of 8", "particles, or steps",
        "bits a symbol", mixtures.excess);
  chart("monte_carlo_initial.svg", "What a symbol must find on the stack", "particles, or steps",
        "initial bits", mixtures.initial);
  chart("monte_carlo_hmm.svg", "The bound over -log2 p(x), sequences of 10", "particles", "bits a sequence",
        chains.excess);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Codes symbols of small models whose -log2 p(x) is known, by bits back with Monte-Carlo posteriors of "
      "1, 2, 4, ... "
      "particles."};
  arguments a;
  app.add_option("--symbols", a.symbols, "of the mixture")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  app.add_option("--sequences", a.sequences, "of the hidden Markov model")
      ->check(CLI::Range(1, 10000000))
      ->capture_default_str();
  app.add_option("--most", a.most, "particles, or steps")->check(CLI::Range(1, 4096))->capture_default_str();
  app.add_option("--seed", a.seed, "of the models and the symbols")->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
