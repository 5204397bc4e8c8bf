#pragma once
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>
#include <hmm/basic_hmm.hpp>
#include <span>
#include <vector>

/// A hidden Markov model of symbols of a finite alphabet; see spec.md.
namespace ansatz {

/// Symbols 0, ..., M - 1 in masses of 2^16, a row for each state.
class categorical_emissions {
 public:
  using symbol_type = std::uint32_t;

  /// Weights of the symbols for each state; throws `domain_error` where the rows don't fit one another, are
  /// all 0, or are of more than 65536 symbols.
  explicit categorical_emissions(const std::vector<std::vector<std::uint64_t>>& rows) {
    if (rows.empty() || rows.front().empty() || rows.front().size() > 1u << 16)
      throw domain_error("hmm: 1 to 65536 symbols");
    for (const auto& row : rows) {
      if (row.size() != rows.front().size()) throw domain_error("hmm: the rows are of different lengths");
      codecs_.push_back(categorical(row, 16));
    }
  }

  std::size_t states() const { return codecs_.size(); }
  std::size_t symbols() const { return codecs_.front().distribution.size(); }
  const categorical_codec& codec(std::uint32_t z) const {
    if (z >= codecs_.size()) throw domain_error("hmm: there is no such state");
    return codecs_[z];
  }
  void multiply(std::span<std::uint64_t> weights, std::uint32_t x) const {
    if (weights.size() != codecs_.size()) throw domain_error("hmm: a weight for each state is needed");
    for (std::size_t z = 0; z < weights.size(); ++z)
      weights[z] *= codecs_[z].distribution.interval_of(x).freq;
  }

 private:
  std::vector<categorical_codec> codecs_;
};

class hmm : public basic_hmm<categorical_emissions> {
 public:
  /// Weights of the first state; for each state, those of the next one and those of a symbol.
  hmm(const std::vector<std::uint64_t>& initial, const std::vector<std::vector<std::uint64_t>>& transitions,
      const std::vector<std::vector<std::uint64_t>>& emissions)
      : basic_hmm{initial, transitions, categorical_emissions{emissions}} {}

  std::size_t symbols() const { return emissions().symbols(); }
};

}  // namespace ansatz
