#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/log_uniform.hpp>
#include <ansatz/primitive/subset.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <hmm/hmm_parameters.hpp>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// A text and the hidden Markov model that it is coded by: all that a decoder must be told.
struct hmm_text {
  std::vector<std::uint32_t> alphabet;  ///< the bytes that occur, ascending: symbol i is alphabet[i]
  hmm_parameters parameters;
  std::vector<std::uint32_t> symbols;

  std::vector<std::uint8_t> bytes() const;
  friend bool operator==(const hmm_text&, const hmm_text&) = default;
};

/// The text as symbols of its own alphabet, without parameters.
hmm_text hmm_text_of(std::span<const std::uint8_t> bytes);

/// Fits the parameters to the text, which is cut into pieces for it, so that threads can share the work.
/// Throws `domain_error` for a text without symbols, or states out of range: see `fit_hmm`. Compiled.
void fit_hmm_text(hmm_text& text, std::uint32_t states, unsigned rounds, unsigned threads = 1);

/// Popped in this order: the alphabet, the parameters, the length, the symbols. Rate: -log2 p(x) of the
/// model and that of its parameters. A text has at least one symbol, and at most `limit`, below 2^32: a
/// longer one, which a damaged stream may ask for, throws `domain_error` before anything of it is decoded. States
/// are below 2^state_bits.
struct hmm_text_codec {
  using symbol_type = hmm_text;

  std::uint64_t limit;
  unsigned state_bits = 11;

  template <class S>
  void push(S& s, const hmm_text& t) const {
    const hmm_parameters& p = t.parameters;
    expect_length(t.symbols.size());
    labelled("text", state_space(t.symbols.size(), p.model())).push(s, t.symbols);
    labelled("parameters", log_uniform(32)).push(s, t.symbols.size());
    labelled("parameters", hmm_parameters_codec{p.states, p.symbols}).push(s, p);
    labelled("parameters", log_uniform(state_bits)).push(s, p.states);
    labelled("parameters", subset(256, p.symbols)).push(s, t.alphabet);
    labelled("parameters", uniform(257)).push(s, p.symbols);
  }
  template <class S>
  hmm_text pop(S& s) const {
    const std::uint32_t symbols = labelled("parameters", uniform(257)).pop(s);
    auto alphabet = labelled("parameters", subset(256, symbols)).pop(s);
    const auto states = static_cast<std::uint32_t>(labelled("parameters", log_uniform(state_bits)).pop(s));
    auto parameters = labelled("parameters", hmm_parameters_codec{states, symbols}).pop(s);
    const std::uint64_t size = labelled("parameters", log_uniform(32)).pop(s);
    expect_length(size);
    auto text = labelled("text", state_space(size, parameters.model())).pop(s);
    return {std::move(alphabet), std::move(parameters), std::move(text)};
  }

 private:
  void expect_length(std::uint64_t size) const {
    if (size == 0 || size > limit)
      throw domain_error("hmm_text: a text of no symbols, or of more than the limit");
  }
};

}  // namespace ansatz
