#pragma once
#include <common/round_trip.hpp>
#include <cstdint>
#include <pianoroll/pianoroll.hpp>
#include <string>
#include <vector>

namespace ansatz::experiment {

using tune_list = std::vector<std::vector<chord>>;

/// How the path of the states is drawn.
enum class path { exact, looking_ahead, blind };

/// Codes tunes one after another on one stack, and back: with the exact posterior, or by so many particles whose proposal
/// is p(z_t | z_(t-1), x_t), or p(z_t | z_(t-1)), which does not look at the chord; resampled now and then, or never.
trip code_tunes(const std::string& what, const pianoroll_hmm& model, const tune_list& tunes,
                path by = path::exact, std::uint32_t particles = 1, bool resampled = false);

/// Chords in all.
std::uint64_t steps_of(const tune_list& tunes);

}  // namespace ansatz::experiment
