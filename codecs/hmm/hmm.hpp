#pragma once
#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

/// A hidden Markov model whose filter computes in integers alone; see spec.md.
namespace ansatz {

/// States 0, ..., K - 1 and symbols 0, ..., M - 1. Copies share the tables.
class hmm {
 public:
  using codec_type = modelled_codec<categorical_model>;

 private:
  struct tables {
    std::size_t symbols = 0;
    std::unique_ptr<codec_type> initial;
    std::vector<codec_type> transitions, emissions;
  };

 public:
  using state_type = std::uint32_t;
  using symbol_type = std::uint32_t;

  static constexpr unsigned bits = 16;         ///< of the totals of the model
  static constexpr unsigned filter_bits = 24;  ///< of the totals of what the filter knows

  /// Weights of the first state; for each state, those of the next one and those of a symbol. Throws
  /// `domain_error` where they don't fit one another, are more than 1024 states or 65536 symbols, or are all
  /// 0 in a row.
  hmm(const std::vector<std::uint64_t>& initial, const std::vector<std::vector<std::uint64_t>>& transitions,
      const std::vector<std::vector<std::uint64_t>>& emissions) {
    const std::size_t states = initial.size();
    if (states == 0 || states > 1024 || transitions.size() != states || emissions.size() != states)
      throw domain_error("hmm: as many rows as states are needed, 1 to 1024");
    const std::size_t symbols = emissions.front().size();
    if (symbols == 0 || symbols > 1u << 16) throw domain_error("hmm: 1 to 65536 symbols");
    auto t = std::make_shared<tables>();
    t->symbols = symbols;
    t->initial = std::make_unique<codec_type>(of(initial));
    for (std::size_t z = 0; z < states; ++z) {
      if (transitions[z].size() != states || emissions[z].size() != symbols)
        throw domain_error("hmm: the rows are of different lengths");
      t->transitions.push_back(of(transitions[z]));
      t->emissions.push_back(of(emissions[z]));
    }
    tables_ = std::move(t);
  }

  std::size_t states() const { return tables_->transitions.size(); }
  std::size_t symbols() const { return tables_->symbols; }

  const codec_type& initial() const { return *tables_->initial; }
  const codec_type& transition(std::uint32_t z) const { return tables_->transitions.at(z); }
  const codec_type& emission(std::uint32_t z) const { return tables_->emissions.at(z); }

  /// What is known of the state: masses of 2^24 in all.
  class filter_type {
   public:
    explicit filter_type(const hmm& model) : tables_{model.tables_} {}

    /// alpha(z) in proportion to p(x | z) sum_y alpha(y) p(z | y). Throws `domain_error` where no state gives
    /// x.
    void observe(std::uint32_t x) {
      const std::size_t states = tables_->transitions.size();
      std::vector<std::uint64_t> weights(states);
      if (alpha_.empty())
        for (std::uint32_t z = 0; z < states; ++z) weights[z] = freq(*tables_->initial, z);
      else
        for (std::uint32_t y = 0; y < states; ++y)
          for (std::uint32_t z = 0; z < states; ++z)
            weights[z] += std::uint64_t{alpha_[y]} * freq(tables_->transitions[y], z);  // at most 2^40 in all
      for (std::uint32_t z = 0; z < states; ++z) weights[z] *= freq(tables_->emissions[z], x);
      alpha_ = masses(weights);
    }
    codec_type posterior() const { return modelled(categorical_model::from_counts(alpha_)); }
    codec_type backward(std::uint32_t next) const {
      std::vector<std::uint64_t> weights(alpha_.size());
      for (std::uint32_t z = 0; z < weights.size(); ++z)
        weights[z] = std::uint64_t{alpha_[z]} * freq(tables_->transitions[z], next);
      return modelled(categorical_model::from_weights(weights, filter_bits));
    }

   private:
    static std::uint32_t freq(const codec_type& c, std::uint32_t x) {
      return c.distribution.interval_of(x).freq;
    }
    static std::vector<std::uint32_t> masses(const std::vector<std::uint64_t>& weights) {
      const auto shared = categorical_model::from_weights(weights, filter_bits);
      std::vector<std::uint32_t> out;
      for (std::uint32_t z = 0; z < weights.size(); ++z) out.push_back(shared.interval_of(z).freq);
      return out;
    }

    std::shared_ptr<const tables> tables_;
    std::vector<std::uint32_t> alpha_;
  };
  filter_type filter() const { return filter_type{*this}; }

 private:
  static codec_type of(const std::vector<std::uint64_t>& weights) {
    return modelled(categorical_model::from_weights(weights, bits));
  }

  std::shared_ptr<const tables> tables_;
};

}  // namespace ansatz
