#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>
#include <ansatz/stack/rans.hpp>
#include <net/strict_json.hpp>
#include <pianoroll/tunes.hpp>

namespace ansatz::experiment {
namespace {

constexpr std::size_t keys = 88;
constexpr std::uint64_t lowest = 21;

/// The items of a list; throws, in this sentence, where it is none.
const json_value::list& list_in(const json_value& value, const std::string& otherwise) {
  const auto* items = value.get_if<json_value::list>();
  if (items == nullptr) throw corrupt_error(otherwise);
  return *items;
}

std::size_t key_in(const json_value& note) {
  const auto* number = note.get_if<std::uint64_t>();
  if (number == nullptr || *number < lowest || *number >= lowest + keys)
    throw corrupt_error("a note is no MIDI note from 21 to 108");
  return static_cast<std::size_t>(*number - lowest);
}

std::vector<std::vector<chord>> part(const json_value& file, const char* name) {
  const std::string none = std::string{"there are no tunes under \""} + name + '"';
  const json_value* member = file.member(name);
  if (member == nullptr || list_in(*member, none).empty()) throw corrupt_error(none);
  std::vector<std::vector<chord>> out;
  for (const json_value& tune : list_in(*member, none)) {
    auto& steps = out.emplace_back();
    for (const json_value& step : list_in(tune, "a tune is no list of steps")) {
      chord& c = steps.emplace_back(keys);
      for (const json_value& note : list_in(step, "a step is no list of notes")) c[key_in(note)] = 1;
    }
    if (steps.empty()) throw corrupt_error("a tune is no list of steps");
  }
  return out;
}

}  // namespace

tunes read_tunes(std::string name, std::span<const std::byte> json) {
  const json_value file =
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
