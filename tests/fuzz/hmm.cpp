#include <algorithm>
#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/stack/rans.hpp>
#include <ansatz/testing/midlife.hpp>
#include <hmm/hmm_parameters.hpp>
#include <hmm/hmm_text.hpp>
#include <pianoroll/pianoroll.hpp>

#include "targets.hpp"

namespace ansatz::fuzz {
namespace {

/// Both laws, from a stack in mid-life: what was pushed is popped, and what was popped is pushed back.
template <class Codec, class Symbol>
void expect_laws(taker& t, const Codec& codec, const Symbol& x) {
  const auto before = testing::midlife<rans_stack>::from(t.take<std::uint16_t>());
  auto s = before;
  codec.push(s, x);
  require(codec.pop(s) == x && s == before, "pop undoes push");
  const auto popped = codec.pop(s);
  codec.push(s, popped);
  require(s == before, "push undoes pop");
}

std::vector<std::uint8_t> exponents_from(taker& t, std::size_t count) {
  std::vector<std::uint8_t> out(t.below(64) == 63 ? t.take() : count);
  for (auto& e : out)
    e = static_cast<std::uint8_t>(t.take() % (t.below(64) == 63 ? 256 : hmm_parameters::exponents));
  return out;
}

}  // namespace

void fuzz_hmm(input in) {
  taker t{in};
  try {
    hmm_parameters p{t.below(8), t.below(20), {}, {}, {}};
    p.initial = exponents_from(t, p.states);
    p.transitions = exponents_from(t, std::size_t{p.states} * p.states);
    p.emissions = exponents_from(t, std::size_t{p.states} * p.symbols);
    const hmm model = p.model();
    expect_laws(t, hmm_parameters_codec{p.states, p.symbols}, p);
    hmm_text text;
    text.parameters = p;
    for (std::uint32_t i = 0; i < p.symbols; ++i) text.alphabet.push_back(i * 3);
    for (std::size_t n = t.within(1, 100); n > 0; --n) text.symbols.push_back(t.below(p.symbols));
    expect_laws(t, state_space(text.symbols.size(), model), text.symbols);
    rans_stack s;
    hmm_text_codec{text.symbols.size()}.push(s, text);
    require(hmm_text_codec{text.symbols.size()}.pop(s) == text && s.is_fresh(),
            "a text comes with its model");
  } catch (const domain_error&) {
    // A model of no states, or weights that are all 0.
  }
}

void fuzz_pianoroll(input in) {
  taker t{in};
  try {
    const std::uint32_t states = t.below(6), notes = t.below(30);
    std::vector<std::uint32_t> ones(t.below(64) == 63 ? t.take() : states * notes);
    for (auto& n : ones)
      n = static_cast<std::uint32_t>(t.below(64) == 63 ? t.of_any_size(32) : 1 + t.of_any_size(16) % 65535);
    std::vector<std::uint64_t> initial(states);
    for (auto& w : initial) w = t.of_any_size(16);
    std::vector<std::vector<std::uint64_t>> transitions(states, std::vector<std::uint64_t>(states));
    for (auto& row : transitions)
      for (auto& w : row) w = t.of_any_size(16);
    const pianoroll_hmm model{initial, transitions, chord_emissions{notes, ones}};
    std::vector<chord> tune(t.below(40), chord(notes));
    for (chord& c : tune)
      for (auto& n : c) n = t.below(4) == 0;
    expect_laws(t, state_space(tune.size(), model), tune);
  } catch (const domain_error&) {
  }
}

}  // namespace ansatz::fuzz
