#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/rans.hpp>
#include <nlohmann/json.hpp>
#include <pianoroll/tunes.hpp>
#include <strict_json.hpp>

namespace ansatz::experiment {
namespace {

constexpr std::size_t keys = 88;
constexpr int lowest = 21;

std::vector<std::vector<chord>> part(const nlohmann::json& file, const char* name) {
  if (!file.is_object() || !file.contains(name) || !file[name].is_array() || file[name].empty())
    throw corrupt_error(std::string{"there are no tunes under \""} + name + '"');
  std::vector<std::vector<chord>> out;
  for (const auto& tune : file[name]) {
    if (!tune.is_array() || tune.empty()) throw corrupt_error("a tune is no list of steps");
    auto& steps = out.emplace_back();
    for (const auto& step : tune) {
      if (!step.is_array()) throw corrupt_error("a step is no list of notes");
      chord& c = steps.emplace_back(keys);
      for (const auto& note : step) {
        if (!note.is_number_integer() || note < lowest || note >= lowest + static_cast<int>(keys))
          throw corrupt_error("a note is no MIDI note from 21 to 108");
        c[note.get<std::size_t>() - lowest] = 1;
      }
    }
  }
  return out;
}

}  // namespace

tunes read_tunes(std::string name, std::span<const std::byte> json) {
  const nlohmann::json file =
      parse_strictly({reinterpret_cast<const char*>(json.data()), json.size()}, "the tunes");
  return {std::move(name), hash64(json), part(file, "train"), part(file, "valid"), part(file, "test")};
}

tunes draw_tunes(std::uint64_t seed) {
  constexpr std::uint32_t triads = 12;
  std::vector<std::vector<std::uint64_t>> transitions;
  std::vector<std::uint32_t> ones;
  for (std::uint32_t z = 0; z < triads; ++z) {
    // A triad lasts, or goes on by a fifth up or down, or now and then anywhere.
    transitions.emplace_back(triads, 1);
    transitions[z][z] = 60;
    transitions[z][(z + 7) % triads] = transitions[z][(z + 5) % triads] = 20;
    for (std::uint32_t key = 0; key < keys; ++key) {
      const std::uint32_t above = (key + triads - z) % triads;
      const bool in = above == 0 || above == 4 || above == 7, middle = key >= 30 && key < 60;
      ones.push_back(in && middle ? 25000 : in ? 1500 : 60);
    }
  }
  const pianoroll_hmm model{std::vector<std::uint64_t>(triads, 1), transitions,
                            chord_emissions{keys, std::move(ones)}};
  const auto draw = [&](std::uint64_t from, std::uint64_t count) {
    std::vector<std::vector<chord>> out;
    for (std::uint64_t i = 0; i < count; ++i) {
      rans_stack random{supply::seeded(seed * 1000 + from + i)};
      out.push_back(state_space(60, model).pop(random));
    }
    return out;
  };
  return {"drawn triads", 0, draw(0, 60), draw(60, 20), draw(80, 20)};
}

}  // namespace ansatz::experiment
