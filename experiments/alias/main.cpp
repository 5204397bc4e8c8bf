// The alias method against a search in the CDF: time a symbol by alphabet size, at equal lengths.
#include <fmt/format.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/model/alias_table.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;

constexpr unsigned total_bits = 24;

/// the model's distribution on symbols, with positive masses of sum 2^24 that vary over two orders of magnitude.
std::vector<std::uint32_t> masses(unsigned alphabet_bits) {
  std::vector<std::uint64_t> weights;
  for (std::uint64_t x = 0; x < std::uint64_t{1} << alphabet_bits; ++x)
    weights.push_back(1 + (supply::seeded(7).word(x) >> 57));
  const auto model = categorical_model::from_weights(weights, total_bits);
  std::vector<std::uint32_t> out;
  for (std::uint32_t x = 0; x < weights.size(); ++x) out.push_back(model.interval_of(x).freq);
  return out;
}

/// Best of several runs, in ns a symbol.
struct timing {
  double push = 1e300, pop = 1e300, bits = 0;
};

template <class Model>
timing timed(const Model& model, const std::vector<std::uint32_t>& symbols) {
  timing t;
  const double count = static_cast<double>(symbols.size());
  for (int run = 0; run < 3; ++run) {
    rans_stack s;
    const experiment::stopwatch pushing;
    for (const std::uint32_t x : symbols) s.push(model.interval_of(x), model.total());
    t.push = std::min(t.push, pushing.seconds() * 1e9 / count);
    t.bits = experiment::value_of(s.content()) / count;
    bool same = true;
    const experiment::stopwatch popping;
    for (std::size_t i = symbols.size(); i-- > 0;)
      same &= s.pop(model.total(), [&](std::uint32_t cell) { return model.find(cell); }) == symbols[i];
    t.pop = std::min(t.pop, popping.seconds() * 1e9 / count);
    if (!same || !s.is_fresh()) throw error("the decoded symbols differ: this is a fault of the program");
  }
  return t;
}

struct arguments {
  experiment::outputs out;
  std::uint64_t symbols = 1000000;
};

void run(const arguments& a) {
  a.out.check();
  std::vector<std::vector<std::string>> rows{{"alphabet", "bits, CDF", "bits, alias", "push, CDF",
                                              "push, alias", "push, table", "pop, CDF", "pop, alias",
                                              "build, ms"}};
  experiment::curve pop_cdf, pop_alias, push_cdf, push_alias, push_table;
  pop_cdf.label = "pop, CDF search", pop_alias.label = "pop, alias", push_cdf.label = "push, CDF";
  push_alias.label = "push, alias (search)", push_table.label = "push, alias (table)";
  for (experiment::curve* c : {&pop_cdf, &push_cdf}) c->from = experiment::source::other;
  for (experiment::curve* c : {&push_cdf, &push_alias, &push_table}) c->dashed = true;
  nlohmann::ordered_json all{{"experiment", "alias"}, {"unit", "ns/symbol"}, {"symbols", a.symbols}};
  experiment::progress bar{"alphabets", 7};
  for (unsigned alphabet_bits = 8; alphabet_bits <= 20; alphabet_bits += 2) {
    const auto m = masses(alphabet_bits);
    const auto cdf = categorical_model::from_counts(m);
    const experiment::stopwatch building;
    const alias_table alias{m};
    const double build = building.seconds() * 1e3;
    const alias_table looked_up{m, alias_table::inverse::table};
    std::vector<std::uint32_t> symbols;
    rans_stack random{supply::seeded(1)};
    for (std::uint64_t i = 0; i < a.symbols; ++i)
      symbols.push_back(random.pop(cdf.total(), [&](std::uint32_t cell) { return cdf.find(cell); }));
    const timing by_cdf = timed(cdf, symbols), by_alias = timed(alias, symbols),
                 by_table = timed(looked_up, symbols);
    const double n = static_cast<double>(m.size());
    pop_cdf.points.emplace_back(n, by_cdf.pop);
    pop_alias.points.emplace_back(n, by_alias.pop);
    push_cdf.points.emplace_back(n, by_cdf.push);
    push_alias.points.emplace_back(n, by_alias.push);
    push_table.points.emplace_back(n, by_table.push);
    const auto ns = [](double x) { return fmt::format("{:.1f} ns", x); };
    rows.push_back({fmt::format("2^{}", alphabet_bits), fmt::format("{:.5f}", by_cdf.bits),
                    fmt::format("{:.5f}", by_alias.bits), ns(by_cdf.push), ns(by_alias.push),
                    ns(by_table.push), ns(by_cdf.pop), ns(by_alias.pop), fmt::format("{:.1f}", build)});
    all["alphabets"].push_back({{"size", m.size()},
                                {"bits", by_cdf.bits},
                                {"alias_bits", by_alias.bits},
                                {"push_cdf", by_cdf.push},
                                {"push_alias_search", by_alias.push},
                                {"push_alias_table", by_table.push},
                                {"pop_cdf", by_cdf.pop},
                                {"pop_alias", by_alias.pop},
                                {"build_ms", build}});
    bar.add(1);
  }
  fmt::print("{}", experiment::text_table(rows));
  if (!a.out.json.empty()) experiment::write_text(a.out.json, all.dump(2) + "\n");
  if (!a.out.plots.empty()) {
    experiment::write_text(
        std::filesystem::path{a.out.plots} / "alias_time.svg",
        experiment::line_chart("The alias method and a search in the CDF", "symbols in the alphabet",
                               "ns a symbol", {pop_cdf, pop_alias, push_cdf, push_alias, push_table}));
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Times the alias method against a search in the CDF, for alphabets of 2^8 to 2^20 symbols."};
  arguments a;
  app.add_option("--symbols", a.symbols, "to code")
      ->check(CLI::Range(1000, 100000000))
      ->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
