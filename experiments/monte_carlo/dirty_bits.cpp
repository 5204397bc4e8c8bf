#include <fmt/format.h>

#include <ansatz/combinator/bits_back.hpp>
#include <cmath>
#include <common/progress.hpp>
#include <monte_carlo/measure.hpp>
#include <monte_carlo/toy.hpp>

namespace ansatz::experiment {
namespace {

using namespace toy;

struct drawn_symbols {
  mixture model;
  std::vector<std::uint32_t> symbols;
};

drawn_symbols draw(mixture m, std::uint64_t count, std::uint64_t seed) {
  rans_stack random{supply::seeded(seed)};
  drawn_symbols d{std::move(m), {}};
  for (std::uint64_t i = 0; i < count; ++i) d.symbols.push_back(d.model.marginal().pop(random));
  return d;
}

/// Net less ideal by a proposal that does not look at the symbol: the mean, and the largest.
std::pair<double, double> dirt(const std::vector<drawn_symbols>& sets, const masses_type& proposal) {
  double mean = 0, largest = 0;
  for (const drawn_symbols& d : sets) {
    const auto codec = bits_back(
        d.model.prior(), [&](std::uint32_t z) -> const masses_type& { return d.model.likelihood(z); },
        [at = &proposal](std::uint32_t) -> const masses_type& { return *at; });
    const double dirty =
        round_trip(codec, d.symbols).net_each() - push_alone(codec, std::span{d.symbols}).net_each();
    mean += dirty / static_cast<double>(sets.size());
    if (std::abs(dirty) > std::abs(largest)) largest = dirty;
  }
  return {mean, largest};
}

}  // namespace

table dirty_bits(std::uint64_t symbols, std::uint64_t seed) {
  constexpr std::uint64_t draws = 6;
  std::vector<drawn_symbols> mixtures, skewed;
  for (std::uint64_t d = 0; d < draws; ++d) {
    mixtures.push_back(draw(mixture{seed + d, 16}, symbols, seed + 100 + d));
    skewed.push_back(draw(mixture::skewed(), symbols, seed + 100 + d));
  }
  table t{"dirty bits",
          {{"proposal", "", 0, "proposal's total"},
           {"mixtures", "bits/symbol", 3, "", true},
           {"mixtures_largest", "bits/symbol", 3, "largest", true},
           {"skewed", "bits/symbol", 3, "", true},
           {"skewed_largest", "bits/symbol", 3, "largest", true}}};
  progress shown{"dirty bits", 14};
  for (const unsigned precision : {8u, 12u, 15u, 16u, 17u, 20u, 24u})
    for (const std::uint32_t less : {0u, 1u}) {
      const std::uint32_t total = (1u << precision) - less;
      std::vector<std::uint32_t> masses(latents, total / latents);
      masses.back() += total % latents;
      const auto proposal = modelled(categorical_model::from_counts(masses));
      const auto [m, m_largest] = dirt(mixtures, proposal);
      const auto [s, s_largest] = dirt(skewed, proposal);
      t.add({fmt::format("2^{}{}", precision, less == 1 ? " - 1" : ""), m, m_largest, s, s_largest});
      shown.add(1);
    }
  t.note(fmt::format(
      "net less ideal, a uniform proposal of one particle after pushes with totals of 2^16: the mean of {} "
      "draws, and the largest",
      draws));
  return t;
}

}  // namespace ansatz::experiment
