// Hierarchies of latents on an exact model: the net rate at any depth, and what the first symbol must find.
#include <fmt/format.h>

#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/combinator/nested.hpp>
#include <ansatz/combinator/warm_start.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/rans.hpp>
#include <common/plot.hpp>
#include <common/program.hpp>
#include <common/progress.hpp>
#include <common/report.hpp>
#include <common/text_table.hpp>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using experiment::value_of;

/// A chain of numbers below 64 whose joint counts are symmetric, so that a step looks the same both ways:
/// with counts J(a, b) = J(b, a), a number has probability proportional to sum_b J(a, b), and p(b | a) = J(a,
/// b) / sum_b J(a, b) is at once the step down and the exact posterior of the step up, in integers.
class reversible_chain {
 public:
  static constexpr std::uint32_t states = 64;

  reversible_chain() {
    const supply random = supply::seeded(1);
    std::vector<std::vector<std::uint32_t>> joint(states, std::vector<std::uint32_t>(states));
    for (std::uint32_t a = 0; a < states; ++a)
      for (std::uint32_t b = a; b < states; ++b) {
        const std::uint32_t near = 40000 >> std::min(b - a, 14u);  // falls by half a step
        joint[a][b] = joint[b][a] =
            1 + static_cast<std::uint32_t>((random.word(a * states + b) >> 40) * near >> 24);
      }
    std::vector<std::uint32_t> sums;
    for (const auto& row : joint) {
      steps_.push_back(modelled(categorical_model::from_counts(row)));
      sums.push_back(steps_.back().distribution.total().count());
    }
    marginal_ =
        std::make_unique<modelled_codec<categorical_model>>(modelled(categorical_model::from_counts(sums)));
  }

  const modelled_codec<categorical_model>& marginal() const { return *marginal_; }
  const modelled_codec<categorical_model>& step(std::uint32_t from) const { return steps_[from]; }
  bits information(std::uint32_t x) const {
    const auto& m = marginal_->distribution;
    return log2_of(m.total().count()) - log2_of(m.interval_of(x).freq);
  }

 private:
  std::vector<modelled_codec<categorical_model>> steps_;
  std::unique_ptr<modelled_codec<categorical_model>> marginal_;
};

/// What one way to code the symbols cost.
struct cost {
  bits net, first, chain;  // initial bits of a symbol alone, on average, and of the chain
};

template <class Codec>
cost measured(const Codec& codec, const std::vector<std::uint32_t>& symbols) {
  cost c;
  constexpr std::uint64_t trials = 200;
  for (std::uint64_t seed = 0; seed < trials; ++seed) {
    metered alone{rans_stack{supply::seeded(1000 + seed)}};
    codec.push(alone, symbols[seed % symbols.size()]);
    c.first += alone.initial_bits();
  }
  c.first.q24 /= static_cast<std::int64_t>(trials);
  metered s{rans_stack{}};
  for (const std::uint32_t x : symbols) codec.push(s, x);
  c.net = s.net();
  c.chain = s.initial_bits();
  for (std::size_t i = symbols.size(); i-- > 0;)
    if (codec.pop(s) != symbols[i]) throw error("the decoded symbols differ: this is a fault of the program");
  if (!s.inner().is_fresh())
    throw error("the stack did not come back to its supply: this is a fault of the program");
  return c;
}

struct arguments {
  experiment::outputs out;
  std::uint64_t symbols = 10000;
};

void run(const arguments& a) {
  a.out.check();
  const reversible_chain model;
  const auto step = [&](std::uint32_t from) { return model.step(from); };
  const std::vector all(16, level{step, step});
  std::vector<std::uint32_t> symbols;
  rans_stack random{supply::seeded(2)};
  bits exact;
  for (std::uint64_t i = 0; i < a.symbols; ++i) {
    symbols.push_back(model.marginal().pop(random));
    exact += model.information(symbols.back());
  }
  const double count = static_cast<double>(a.symbols);
  const std::size_t enough = warm_start_count(model.marginal(), symbols, bits::whole(150));

  std::vector<std::vector<std::string>> rows{{"levels", "-log2 p(x)", "nested", "Bit-Swap", "initial, nested",
                                              "Bit-Swap", "chain, nested", "Bit-Swap", "after a start"}};
  nlohmann::ordered_json json{{"experiment", "hierarchy"}, {"unit", "bits"}, {"symbols", a.symbols}};
  experiment::curve flat, swapped;
  flat.label = "nested", flat.from = experiment::source::other, swapped.label = "Bit-Swap";
  experiment::progress bar{"levels", all.size()};
  for (std::size_t levels = 1; levels <= all.size(); ++levels) {
    const std::vector some(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(levels));
    const auto by_swap = bit_swap(model.marginal(), some);
    const cost n = measured(nested(model.marginal(), some), symbols), s = measured(by_swap, symbols);
    // Where nothing lies below: a pop that needs a word throws.
    rans_stack bare{supply::none()};
    const auto chain = warm_start(symbols.size(), enough, model.marginal(), by_swap);
    chain.push(bare, symbols);
    const std::uint64_t borrowed = bare.taken();
    if (chain.pop(bare) != symbols) throw error("the decoded symbols differ: this is a fault of the program");
    const auto rate = [&](bits b) { return value_of(b) / count; };
    rows.push_back({std::to_string(levels), fmt::format("{:.6f}", rate(exact)),
                    fmt::format("{:.6f}", rate(n.net)), fmt::format("{:.6f}", rate(s.net)),
                    fmt::format("{:.2f}", value_of(n.first)), fmt::format("{:.2f}", value_of(s.first)),
                    fmt::format("{:.1f}", value_of(n.chain)), fmt::format("{:.1f}", value_of(s.chain)),
                    std::to_string(borrowed)});
    json["levels"].push_back({{"levels", levels},
                              {"exact", rate(exact)},
                              {"nested", rate(n.net)},
                              {"bit_swap", rate(s.net)},
                              {"nested_initial", value_of(n.first)},
                              {"bit_swap_initial", value_of(s.first)},
                              {"nested_chain_initial", value_of(n.chain)},
                              {"bit_swap_chain_initial", value_of(s.chain)},
                              {"words_borrowed_after_a_start", borrowed}});
    flat.points.emplace_back(levels, value_of(n.first));
    swapped.points.emplace_back(levels, value_of(s.first));
    bar.add(1);
  }
  fmt::print(
      "{}\nrates in bits a symbol; initial bits of a symbol alone (mean of 200) and of the chain;\nwords "
      "that the chain "
      "borrowed after a start of {} of {} symbols by the marginal\n",
      experiment::text_table(rows), enough, a.symbols);
  if (!a.out.json.empty()) experiment::write_text(a.out.json, json.dump(2) + "\n");
  if (!a.out.plots.empty())
    experiment::write_text(std::filesystem::path{a.out.plots} / "hierarchy_initial.svg",
                           experiment::line_chart("What a symbol must find on the stack", "levels of latents",
                                                  "initial bits", {flat, swapped}));
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Codes symbols through 1 to 16 levels of latents, nested and in Bit-Swap order, under a model whose "
      "posteriors are "
      "exact."};
  arguments a;
  app.add_option("--symbols", a.symbols, "to code")->check(CLI::Range(100, 10000000))->capture_default_str();
  a.out.add_to(app);
  return ansatz::experiment::run_program(app, argc, argv, [&] { run(a); });
}
