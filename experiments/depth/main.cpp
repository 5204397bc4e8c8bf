// Levels of latents on an exact model: the net rate at any depth, and what the first symbol must find.
#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/combinator/nested.hpp>
#include <ansatz/combinator/warm_start.hpp>
#include <common/command_line.hpp>
#include <common/progress.hpp>
#include <common/round_trip.hpp>
#include <cstdint>
#include <depth/reversible_chain.hpp>
#include <string>
#include <vector>

namespace {

using namespace ansatz;
using namespace ansatz::experiment;

void run(std::uint64_t symbol_count, const command_line& line, results& results) {
  const reversible_chain model;
  const auto step = [&](std::uint32_t from) { return model.step(from); };
  const std::vector all(16, level{step, step});
  std::vector<std::uint32_t> symbols;
  rans_stack random{supply::seeded(2)};
  bits exact;
  for (std::uint64_t i = 0; i < symbol_count; ++i) {
    symbols.push_back(model.marginal().pop(random));
    exact += model.information(symbols.back());
  }
  const std::size_t enough = warm_start_count(model.marginal(), symbols, bits::whole(150));

  table t{"levels",
          {{"levels", ""},
           {"exact", "bits/symbol", 6, "-log2 p(x)"},
           {"nested", "bits/symbol", 6},
           {"bit_swap", "bits/symbol", 6, "Bit-Swap"},
           {"nested_initial", "bits", 2, "initial, nested"},
           {"bit_swap_initial", "bits", 2, "Bit-Swap"},
           {"nested_chain_initial", "bits", 1, "chain, nested"},
           {"bit_swap_chain_initial", "bits", 1, "Bit-Swap"},
           {"words_after_a_start", "words", 0, "after a start"}}};
  progress shown{"levels", all.size()};
  for (std::size_t levels = 1; levels <= all.size(); ++levels) {
    const std::vector used(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(levels));
    const auto flat = nested(model.marginal(), used);
    const auto swapped = bit_swap(model.marginal(), used);
    const auto first = some(symbols);
    const trip n = round_trip(flat, symbols), s = round_trip(swapped, symbols);
    // Where nothing lies below: a pop that needs a word throws.
    const trip started = round_trip(warm_start(symbols.size(), enough, model.marginal(), swapped), {symbols},
                                    {.below = supply::none()});
    t.add({levels, exact.to_double() / static_cast<double>(symbol_count), n.net_each(), s.net_each(),
           push_alone(flat, first).initial_each(), push_alone(swapped, first).initial_each(), n.initial,
           s.initial, started.words_taken});
    shown.add(1);
  }
  t.note(
      "initial bits of a symbol alone (mean of 200 at most) and of the chain; words that the chain borrowed\n"
      "after a start of " +
      std::to_string(enough) + " of " + std::to_string(symbol_count) + " symbols by the marginal");
  line.plot("depth_initial",
            line_chart("What a symbol must find on the stack", "levels of latents", "initial bits",
                       {{"nested", t.points("levels", "nested_initial"), source::other, false},
                        {"Bit-Swap", t.points("levels", "bit_swap_initial"), source::ours, false}}));
  results.add(std::move(t));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ansatz::experiment;
  command_line line{"depth",
                    "Codes symbols through 1 to 16 levels of latents, nested and in Bit-Swap order, under "
                    "a model whose posteriors are exact."};
  std::uint64_t symbols = 10000;
  line.number("--symbols", symbols, "to code", 100, 10000000);
  return line.run(argc, argv, [&](results& results) { run(symbols, line, results); });
}
