// The alias method against a search in the CDF: time a symbol by alphabet size, at equal lengths.
#include <ansatz/model/alias_table.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

/// Positive, of sum 2^24, varying over two orders of magnitude.
std::vector<std::uint32_t> masses(unsigned alphabet_bits) {
  std::vector<std::uint64_t> weights;
  for (std::uint64_t x = 0; x < std::uint64_t{1} << alphabet_bits; ++x)
    weights.push_back(1 + (supply::seeded(7).word(x) >> 57));
  const auto model = categorical_model::from_weights(weights, 24);
  std::vector<std::uint32_t> out;
  for (std::uint32_t x = 0; x < weights.size(); ++x) out.push_back(model.interval_of(x).freq);
  return out;
}

template <class Model>
trip timed(Model model, const std::vector<std::uint32_t>& symbols) {
  return timed_round_trip(modelled(std::move(model)), symbols, 3);
}

void run(std::uint64_t count, const command_line& line, results& results) {
  table t{"alphabets",
          {{"symbols", "", 0, "alphabet"},
           {"cdf_bits", "bits", 5, "CDF"},
           {"alias_bits", "bits", 5, "alias"},
           {"push_cdf", "ns", 1, "push, CDF"},
           {"push_alias_search", "ns", 1, "push, alias, search"},
           {"push_alias_table", "ns", 1, "push, alias, table"},
           {"pop_cdf", "ns", 1, "pop, CDF"},
           {"pop_alias", "ns", 1, "pop, alias"},
           {"build", "ms", 1}}};
  progress shown{"alphabets", 7};
  for (unsigned alphabet_bits = 8; alphabet_bits <= 20; alphabet_bits += 2) {
    const auto m = masses(alphabet_bits);
    const auto cdf = categorical_model::from_counts(m);
    const stopwatch building;
    alias_table alias{m};
    const double build = building.seconds() * 1e3;
    std::vector<std::uint32_t> symbols;
    rans_stack random{supply::seeded(1)};
    const auto codec = modelled(cdf);
    for (std::uint64_t i = 0; i < count; ++i) symbols.push_back(codec.pop(random));
    const trip by_cdf = timed(cdf, symbols), by_alias = timed(std::move(alias), symbols),
               by_table = timed(alias_table{m, alias_table::inverse::table}, symbols);
    const auto ns = [&](double seconds) { return seconds * 1e9 / static_cast<double>(count); };
    t.add({m.size(), by_cdf.net_each(), by_alias.net_each(), ns(by_cdf.push_seconds),
           ns(by_alias.push_seconds), ns(by_table.push_seconds), ns(by_cdf.pop_seconds),
           ns(by_alias.pop_seconds), build});
    shown.add(1);
  }
  const auto over = [&](const char* label, const char* what, source from, bool dashed) {
    return curve{label, t.points("symbols", what), from, dashed};
  };
  line.plot("alias_time",
            line_chart("The alias method and a search in the CDF", "symbols in the alphabet", "ns a symbol",
                       {over("pop, CDF search", "pop_cdf", source::other, false),
                        over("pop, alias", "pop_alias", source::ours, false),
                        over("push, CDF", "push_cdf", source::other, true),
                        over("push, alias (search)", "push_alias_search", source::ours, true),
                        over("push, alias (table)", "push_alias_table", source::ours, true)}));
  results.add(std::move(t));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "alias", "Times the alias method against a search in the CDF, for alphabets of 2^8 to 2^20 symbols."};
  std::uint64_t symbols = 1000000;
  line.number("--symbols", symbols, "to code", 1000, 100000000);
  return line.run(argc, argv, [&](results& results) { run(symbols, line, results); });
}
