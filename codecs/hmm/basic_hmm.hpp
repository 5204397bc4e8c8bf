#pragma once
#include <algorithm>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// What the states of a hidden Markov model give: `codec(z)` codes a symbol given state z, and
/// `multiply(weights, x)` multiplies the weight of each state, 2^40 in all, by its p(x | z), up to a factor
/// that all states share: integers computed alike on every machine, positive where both are, and below 2^64.
template <class E>
concept hmm_emissions = requires(const E& e, std::uint32_t z, std::span<std::uint64_t> weights,
                                 const typename E::symbol_type& x) {
  { e.states() } -> std::convertible_to<std::size_t>;
  { e.codec(z) } -> codec;
  e.multiply(weights, x);
};

/// A hidden Markov model with states 0, ..., K - 1 and any emissions, whose filter computes in integers
/// alone: a model for `state_space`. Copies share the tables.
template <hmm_emissions Emissions>
class basic_hmm {
 public:
  using state_type = std::uint32_t;
  using symbol_type = typename Emissions::symbol_type;
  using codec_type = categorical_codec;

  static constexpr unsigned bits = 16;         ///< of the totals of states
  static constexpr unsigned filter_bits = 24;  ///< of the totals of what the filter knows

  /// Weights of the first state; for each state, those of the next one. Throws `domain_error` where they
  /// don't fit the emissions, are more than 1024 states, or are all 0 in a row.
  basic_hmm(const std::vector<std::uint64_t>& initial,
            const std::vector<std::vector<std::uint64_t>>& transitions, Emissions emissions) {
    const std::size_t states = initial.size();
    if (states == 0 || states > 1024 || transitions.size() != states || emissions.states() != states)
      throw domain_error("hmm: as many rows as states are needed, 1 to 1024");
    auto t = std::make_shared<tables>(tables{of(initial), {}, {}, std::move(emissions)});
    for (const auto& row : transitions) {
      if (row.size() != states) throw domain_error("hmm: the rows are of different lengths");
      t->transitions.push_back(of(row));
      for (std::uint32_t z = 0; z < states; ++z)
        t->masses.push_back(t->transitions.back().distribution.interval_of(z).freq);
    }
    tables_ = std::move(t);
  }

  std::size_t states() const { return tables_->transitions.size(); }
  const Emissions& emissions() const { return tables_->emissions; }

  const codec_type& initial() const { return tables_->initial; }
  /// Throws `domain_error` for a state that there is not, as all that takes a state does.
  const codec_type& transition(std::uint32_t z) const {
    tables_->expect(z);
    return tables_->transitions[z];
  }
  decltype(auto) emission(std::uint32_t z) const {
    tables_->expect(z);
    return tables_->emissions.codec(z);
  }

 private:
  struct tables {
    codec_type initial;
    std::vector<codec_type> transitions;
    std::vector<std::uint32_t> masses;  // of the transition from y to z, at y * states + z
    Emissions emissions;

    void expect(std::uint32_t z) const {
      if (z >= transitions.size()) throw domain_error("hmm: there is no such state");
    }
    std::span<const std::uint32_t> from(std::uint32_t y) const {
      return std::span{masses}.subspan(y * transitions.size(), transitions.size());
    }
    std::vector<std::uint64_t> first() const {
      std::vector<std::uint64_t> weights;
      for (std::uint32_t z = 0; z < transitions.size(); ++z)
        weights.push_back(initial.distribution.interval_of(z).freq);
      return weights;
    }
  };

 public:
  /// What is known of the state: masses of 2^24 in all.
  class filter_type {
   public:
    explicit filter_type(const basic_hmm& model) : tables_{model.tables_} {}

    /// alpha(z) in proportion to p(x | z) sum_y alpha(y) p(z | y). Throws `domain_error` where no state gives
    /// x.
    void observe(const symbol_type& x) {
      const std::size_t states = tables_->transitions.size();
      std::vector<std::uint64_t> weights =
          alpha_.empty() ? tables_->first() : std::vector<std::uint64_t>(states);
      for (std::uint32_t y = 0; y < alpha_.size(); ++y) {
        const auto row = tables_->from(y);
        for (std::size_t z = 0; z < states; ++z) weights[z] += std::uint64_t{alpha_[y]} * row[z];
      }
      tables_->emissions.multiply(weights, x);
      const auto shared = categorical_model::from_weights(weights, filter_bits);
      alpha_.resize(states);
      for (std::uint32_t z = 0; z < states; ++z) alpha_[z] = shared.interval_of(z).freq;
    }
    codec_type posterior() const { return categorical(alpha_); }
    codec_type backward(std::uint32_t next) const {
      tables_->expect(next);
      std::vector<std::uint64_t> weights(alpha_.size());
      for (std::uint32_t z = 0; z < weights.size(); ++z)
        weights[z] = std::uint64_t{alpha_[z]} * tables_->from(z)[next];
      return categorical(weights, filter_bits);
    }

   private:
    std::shared_ptr<const tables> tables_;
    std::vector<std::uint32_t> alpha_;
  };
  filter_type filter() const { return filter_type{*this}; }

  /// A proposal for `particle_filter` that looks one symbol ahead: q(z_t | z_(t-1), x_t) in proportion to
  /// p(z_t | z_(t-1)) p(x_t | z_t), in masses of 2^24.
  class proposal_type {
   public:
    explicit proposal_type(const basic_hmm& model) : tables_{model.tables_} {}

    codec_type first(const symbol_type& x) const { return given(tables_->first(), x); }
    codec_type next(std::uint32_t z, const symbol_type& x) const {
      tables_->expect(z);
      const auto row = tables_->from(z);
      return given({row.begin(), row.end()}, x);
    }

   private:
    codec_type given(std::vector<std::uint64_t> weights, const symbol_type& x) const {
      tables_->emissions.multiply(weights, x);
      return categorical(weights, filter_bits);
    }

    std::shared_ptr<const tables> tables_;
  };
  proposal_type proposal() const { return proposal_type{*this}; }

 private:
  static codec_type of(const std::vector<std::uint64_t>& weights) { return categorical(weights, bits); }

  std::shared_ptr<const tables> tables_;
};

}  // namespace ansatz
