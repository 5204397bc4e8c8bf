// Monte-Carlo posteriors on models small enough to know -log2 p(x): how the bound tightens, and at what
// price.
#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <monte_carlo/measure.hpp>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

/// For 1, 2, 4, ... particles.
table table_of(const monte_carlo_model& m, std::uint64_t most) {
  std::vector<column> columns{{"n", "", 0, m.head}, {"exact", "bits", 3, "-log2 p(x)"}};
  for (const std::string& method : m.methods) {
    columns.push_back({method + ": ideal", "bits", 3});
    columns.push_back({method + ": net", "bits", 3, "net"});
    columns.push_back({method + ": initial", "bits", 1, "initial"});
  }
  table t{m.name, std::move(columns)};
  std::uint64_t rounds = 0;
  for (std::uint64_t n = 1; n <= most; n *= 2) ++rounds;
  progress shown{m.name, rounds};
  for (std::uint64_t n = 1; n <= most; n *= 2) {
    std::vector<value> row{n, m.exact};
    for (const monte_carlo_cost& c : m.costs(static_cast<std::uint32_t>(n)))
      row.insert(row.end(), {c.ideal, c.net, c.initial});
    t.add(std::move(row));
    shown.add(1);
  }
  t.note(m.name);
  return t;
}

/// A curve a method: the net rate over -log2 p(x), or initial bits.
std::vector<curve> curves(const monte_carlo_model& m, const table& t, const std::string& what, double less) {
  std::vector<curve> out;
  for (const std::string& method : m.methods) {
    out.push_back({method, t.points("n", method + ": " + what), source::ours, false});
    for (auto& [n, y] : out.back().points) y -= less;
  }
  return out;
}

struct arguments {
  std::uint64_t symbols = 10000, sequences = 1000, most = 128, seed = 1;
};

void run(const arguments& a, const command_line& line, results& found) {
  const auto m = mixture_model(a.symbols, a.seed);
  const table mixtures = table_of(m, a.most);
  line.plot("monte_carlo_mixture",
            line_chart("The bound over -log2 p(x), a mixture of 8", "particles, or steps", "bits a symbol",
                       curves(m, mixtures, "net", m.exact)));
  line.plot("monte_carlo_initial", line_chart("What a symbol must find on the stack", "particles, or steps",
                                              "initial bits", curves(m, mixtures, "initial", 0)));
  found.add(mixtures);
  const auto s = sequence_model(a.sequences, a.seed);
  table sequences = table_of(s, a.most);
  line.plot("monte_carlo_hmm", line_chart("The bound over -log2 p(x), sequences of 10", "particles",
                                          "bits a sequence", curves(s, sequences, "net", s.exact)));
  found.add(std::move(sequences));
  found.add(dirty_bits(a.symbols, a.seed));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{
      "monte_carlo",
      "Codes symbols of small models whose -log2 p(x) is known, by bits back with Monte-Carlo posteriors of "
      "1, 2, 4, ... particles: ideal, each symbol on random bits of its own; net, all on one stack; initial "
      "bits, of one alone, the mean of 200."};
  arguments a;
  line.number("--symbols", a.symbols, "of the mixture", 1, 10000000);
  line.number("--sequences", a.sequences, "of the hidden Markov model", 1, 10000000);
  line.number("--most", a.most, "particles, or steps", 1, 4096);
  line.number("--seed", a.seed, "of the models and the symbols", 0, UINT64_MAX);
  return line.run(argc, argv, [&](results& found) { run(a, line, found); });
}
