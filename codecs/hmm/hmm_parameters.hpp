#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/autoregressive.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>
#include <hmm/hmm.hpp>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// The parameters of an `hmm`, coarse enough to be sent along: an exponent from 0 to 64 each, which stands
/// for the weight 2^(exponent / 4). Rows one after another: the first state, the transitions, the emissions.
struct hmm_parameters {
  static constexpr std::uint32_t exponents = 65;

  std::uint32_t states = 0, symbols = 0;
  std::vector<std::uint8_t> initial, transitions, emissions;

  /// Throws `domain_error` where the parts are not of the sizes said, or an exponent is above 64.
  void check() const;
  hmm model() const;
  friend bool operator==(const hmm_parameters&, const hmm_parameters&) = default;
};

/// Fits a model to sequences of symbols below `symbols` by so many rounds of expectation maximisation
/// (Baum-Welch) from a seeded start, on so many threads; what comes out does not depend on their number.
/// Throws `domain_error` for a symbol or a size out of range, or no symbol at all.
///
/// Compiled; time of a round: the symbols times the square of the states.
hmm_parameters fit_hmm(std::span<const std::vector<std::uint32_t>> sequences, std::uint32_t states,
                       std::uint32_t symbols, unsigned rounds, std::uint64_t seed, unsigned threads = 1);

/// Codes the parameters of models of a known size: each exponent by how often it came before in its part, one
/// count ahead for each. Pushing those of another size throws `domain_error`.
class hmm_parameters_codec {
  struct counts {
    std::vector<std::uint32_t> of = std::vector<std::uint32_t>(hmm_parameters::exponents, 1);
    auto next() const {
      return mapped(
          categorical(of), [](std::uint32_t symbol) { return static_cast<std::uint8_t>(symbol); },
          [](std::uint8_t exponent) { return std::uint32_t{exponent}; });
    }
    void learn(std::uint8_t exponent) { ++of.at(exponent); }
  };
  static auto part(std::size_t size) {
    return autoregressive(size, [] { return counts{}; });
  }

 public:
  using symbol_type = hmm_parameters;

  hmm_parameters_codec(std::uint32_t states, std::uint32_t symbols) : states_{states}, symbols_{symbols} {
    if (states == 0 || states > 1024 || symbols == 0 || symbols > 1u << 16)
      throw domain_error("hmm_parameters: 1 to 1024 states and 1 to 65536 symbols");
  }

  template <class S>
  void push(S& s, const hmm_parameters& p) const {
    if (p.states != states_ || p.symbols != symbols_)
      throw domain_error("hmm_parameters: the model is of another size");
    p.check();
    part(std::size_t{states_} * symbols_).push(s, p.emissions);
    part(std::size_t{states_} * states_).push(s, p.transitions);
    part(states_).push(s, p.initial);
  }
  template <class S>
  hmm_parameters pop(S& s) const {
    hmm_parameters p{states_, symbols_, part(states_).pop(s), {}, {}};
    p.transitions = part(std::size_t{states_} * states_).pop(s);
    p.emissions = part(std::size_t{states_} * symbols_).pop(s);
    return p;
  }

 private:
  std::uint32_t states_, symbols_;
};

}  // namespace ansatz
