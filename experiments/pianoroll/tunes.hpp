#pragma once
#include <cstddef>
#include <cstdint>
#include <pianoroll/pianoroll.hpp>
#include <span>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// Tunes, step by step, in chords of the piano's 88 keys.
struct tunes {
  std::string name;
  std::uint64_t hash = 0;  ///< of the JSON
  std::vector<std::vector<chord>> train, valid, test;
};

/// Reads {"train": [...], "valid": [...], "test": [...]}: lists of tunes, a tune a list of steps, a step a list of
/// the MIDI notes that sound, 21 to 108. Throws `corrupt_error` for anything else.
tunes read_tunes(std::string name, std::span<const std::byte> json);

/// Tunes drawn from a model of twelve triads: data that are always there.
tunes draw_tunes(std::uint64_t seed);

}  // namespace ansatz::experiment
