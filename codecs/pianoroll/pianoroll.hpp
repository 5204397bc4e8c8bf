#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/combinator/array.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <cstddef>
#include <cstdint>
#include <hmm/basic_hmm.hpp>
#include <memory>
#include <span>
#include <vector>

/// Chords, one after another, under a hidden Markov model; see spec.md.
namespace ansatz {

/// Which notes sound: 0 or 1 for each.
using chord = std::vector<std::uint8_t>;

/// A state's chord: each note by a Bernoulli variable of its own, in masses of 2^16. Copies share the tables.
class chord_emissions {
 public:
  using symbol_type = chord;

  static constexpr unsigned bits = 16;

  /// `ones[z * notes + i]`, 1 to 2^16 - 1, is the mass with which note i sounds in state z. Throws
  /// `domain_error` for another mass, or where they are no whole states.
  chord_emissions(std::size_t notes, std::vector<std::uint32_t> ones);

  std::size_t states() const { return silent_->size(); }
  std::size_t notes() const { return notes_; }
  auto codec(std::uint32_t z) const {
    if (z >= states()) throw domain_error("pianoroll: there is no such state");
    return array(notes_, [ones = ones_, first = z * notes_](std::size_t i) {
      return bernoulli((*ones)[first + i], bits);
    });
  }
  /// By what the chord costs in each state, to 2^-24 bits a note; see spec.md.
  void multiply(std::span<std::uint64_t> weights, const chord& x) const;

 private:
  std::size_t notes_;
  std::shared_ptr<const std::vector<std::uint32_t>> ones_;
  std::shared_ptr<const std::vector<ansatz::bits>> silent_;  // -log2 p of no note at all, a state
  std::shared_ptr<const std::vector<ansatz::bits>> sounds_;  // what each note adds where it sounds
};

/// Chords with a state that moves from one to the next.
using pianoroll_hmm = basic_hmm<chord_emissions>;

/// Fits a model to sequences of chords by so many rounds of expectation maximisation from a seeded start, on
/// so many threads; what comes out does not depend on their number. Throws `domain_error` for chords that
/// don't fit one another, or none at all.
///
/// Compiled; time of a round: the chords times the square of the states.
pianoroll_hmm fit_pianoroll(std::span<const std::vector<chord>> sequences, std::uint32_t states,
                            unsigned rounds, std::uint64_t seed, unsigned threads = 1);

}  // namespace ansatz
