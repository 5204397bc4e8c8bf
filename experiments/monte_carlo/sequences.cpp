#include <ansatz/combinator/particle_filter.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <hmm/information.hpp>
#include <monte_carlo/measure.hpp>
#include <monte_carlo/toy.hpp>

namespace ansatz::experiment {
namespace {

using sequence = std::vector<std::uint32_t>;
constexpr std::size_t length = 10;

/// Knows nothing of the symbols.
struct uniform_proposal {
  uniform_codec first(std::uint32_t) const { return uniform(toy::latents); }
  uniform_codec next(std::uint32_t, std::uint32_t) const { return uniform(toy::latents); }
};

/// By whole paths, by a filter, and by one whose proposal looks ahead.
std::vector<monte_carlo_cost> costs_of(const hmm& m, const std::vector<sequence>& sequences,
                                       std::uint32_t n) {
  return {measured(by_particles(length, n, m, uniform_proposal{}, resampling::never), sequences),
          measured(by_particles(length, n, m, uniform_proposal{}), sequences),
          measured(by_particles(length, n, m, m.proposal()), sequences)};
}

}  // namespace

monte_carlo_model sequence_model(std::uint64_t sequences, std::uint64_t seed) {
  const hmm h = toy::random_hmm(seed + 2);
  std::vector<sequence> drawn;
  double exact = 0;
  for (std::uint64_t i = 0; i < sequences; ++i) {
    rans_stack own{supply::seeded(seed + 3 + i)};
    drawn.push_back(state_space(length, h).pop(own));
    exact += information(h, drawn.back()) / static_cast<double>(sequences);
  }
  return {"sequences of 10 from 8 states",
          "particles",
          exact,
          {"paths", "filter", "filter, looking ahead"},
          [=](std::uint32_t n) { return costs_of(h, drawn, n); }};
}

}  // namespace ansatz::experiment
