#include <ansatz/combinator/particle_filter.hpp>
#include <common/progress.hpp>
#include <pianoroll/coding.hpp>

namespace ansatz::experiment {
namespace {

/// Knows the state before, and does not look at the chord.
struct blind_proposal {
  pianoroll_hmm model;
  auto first(const chord&) const { return model.initial(); }
  auto next(std::uint32_t z, const chord&) const { return model.transition(z); }
};

}  // namespace

std::uint64_t steps_of(const tune_list& tunes) {
  std::uint64_t steps = 0;
  for (const auto& tune : tunes) steps += tune.size();
  return steps;
}

trip code_tunes(const std::string& what, const pianoroll_hmm& model, const tune_list& tunes, path by,
                std::uint32_t particles, bool resampled) {
  progress shown{what, 2 * tunes.size()};
  const round_trip_options options{.told = [&](std::uint64_t n) { shown.add(n); }};
  if (by == path::exact)
    return round_trip_by([&](std::size_t i) { return state_space(tunes[i].size(), model); }, tunes, options);
  const resampling when = resampled ? resampling::adaptive : resampling::never;
  const auto with = [&](const auto& proposal) {
    return round_trip_by(
        [&](std::size_t i) { return by_particles(tunes[i].size(), particles, model, proposal, when); }, tunes,
        options);
  };
  return by == path::blind ? with(blind_proposal{model}) : with(model.proposal());
}

}  // namespace ansatz::experiment
