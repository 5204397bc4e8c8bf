#pragma once
#include <cstdint>
#include <filesystem>
#include <pianoroll/pianoroll.hpp>
#include <string>
#include <vector>

namespace ansatz::experiment {

/// Tunes, step by step, in chords of the piano's 88 keys.
struct tunes {
  std::string name;
  std::vector<std::vector<chord>> train, valid, test;
};

/// {"train": [...], "valid": [...], "test": [...]}: lists of tunes, a tune a list of steps, a step a list of
/// the MIDI notes that sound, 21 to 108; gzip or not. Throws `corrupt_error` for anything else.
tunes read_tunes(const std::filesystem::path& path);

/// Tunes drawn from a model of twelve triads: data that are always there.
tunes draw_tunes(std::uint64_t seed);

}  // namespace ansatz::experiment
