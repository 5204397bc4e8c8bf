#include <ansatz/combinator/annealed.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/coupled_importance.hpp>
#include <ansatz/combinator/nested.hpp>
#include <monte_carlo/measure.hpp>
#include <monte_carlo/toy.hpp>

namespace ansatz::experiment {
namespace {

using namespace toy;

/// By importance sampling, by coupled importance, annealed, annealed in Bit-Swap order.
std::vector<monte_carlo_cost> costs_of(const mixture& m, const std::vector<std::uint32_t>& symbols,
                                       std::uint32_t n) {
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
    return measured(bits_back(m.prior(), likelihood, posterior), symbols);
  };
  const auto swapped = with([&](std::uint32_t x) { return bit_swap(uniform(latents), moves(x)); });
  return {with([&](std::uint32_t x) { return importance(n, uniform(latents), target(x)); }),
          with([&](std::uint32_t x) { return coupled_importance(n, uniform(latents), target(x)); }),
          n == 1 ? swapped  // no move: there is no level to nest
                 : with([&](std::uint32_t x) { return nested(uniform(latents), moves(x)); }),
          swapped};
}

}  // namespace

monte_carlo_model mixture_model(std::uint64_t symbols, std::uint64_t seed) {
  const mixture m{seed};
  rans_stack random{supply::seeded(seed + 1)};
  std::vector<std::uint32_t> drawn;
  bits exact;
  for (std::uint64_t i = 0; i < symbols; ++i) {
    drawn.push_back(m.marginal().pop(random));
    exact += cost(m.marginal(), drawn.back());
  }
  return {"a mixture of 8",
          "particles, or steps",
          exact.to_double() / static_cast<double>(symbols),
          {"importance", "coupled", "annealed", "annealed, Bit-Swap"},
          [=](std::uint32_t n) { return costs_of(m, drawn, n); }};
}

}  // namespace ansatz::experiment
