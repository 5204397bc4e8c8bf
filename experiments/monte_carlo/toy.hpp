#pragma once
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <hmm/hmm.hpp>
#include <numeric>
#include <optional>
#include <vector>

/// Models small enough that all is known of them (Ruan et al. 2021, arXiv:2102.11086, section 4).
namespace ansatz::experiment::toy {

using masses_type = modelled_codec<categorical_model>;

inline constexpr std::uint32_t latents = 8, alphabet = 16;

/// Tables of counts from 1 to 19, as of the paper's toy models.
class counts {
 public:
  explicit counts(std::uint64_t seed) : random_{supply::seeded(seed)} {}
  template <class N>
  std::vector<N> row(std::uint32_t size) {
    std::vector<N> out;
    for (std::uint32_t i = 0; i < size; ++i) out.push_back(static_cast<N>(1 + random_.word(next_++) % 19));
    return out;
  }

 private:
  supply random_;
  std::uint64_t next_ = 0;
};

/// p(x, z) in proportion to random counts: all that is asked of it is exact.
class mixture {
 public:
  /// The tables as they are, or with totals of 2^bits each.
  explicit mixture(std::uint64_t seed, std::optional<unsigned> bits = {}) {
    counts random{seed};
    std::vector<std::uint32_t> of_z, of_x(alphabet);
    for (std::uint32_t z = 0; z < latents; ++z) {
      const auto row = random.row<std::uint32_t>(alphabet);
      likelihoods_.push_back(of(row, bits));
      of_z.push_back(std::accumulate(row.begin(), row.end(), 0u));
      for (std::uint32_t x = 0; x < alphabet; ++x) of_x[x] += row[x];
    }
    prior_.push_back(of(of_z, bits));
    marginal_.push_back(modelled(categorical_model::from_counts(of_x)));
  }
  /// Eight equal latents, the odds of two symbols from 1 : 64 to 64 : 1: p(x, z) in totals of 2^16.
  static mixture skewed() {
    mixture m;
    std::uint64_t zeros = 0, total = 0;
    for (std::uint32_t z = 0; z < latents; ++z) {
      const std::vector<std::uint32_t> row{z < 2 ? 1u : 1u << (2 * (z - 1)), 64};
      m.likelihoods_.push_back(of(row, 16));
      zeros += m.likelihoods_.back().distribution.interval_of(0).freq;
      total += 1u << 16;
    }
    m.prior_.push_back(of(std::vector<std::uint32_t>(latents, 1), 16));
    m.marginal_.push_back(
        of({static_cast<std::uint32_t>(zeros), static_cast<std::uint32_t>(total - zeros)}, 24));
    return m;
  }

  const masses_type& prior() const { return prior_.front(); }
  const masses_type& likelihood(std::uint32_t z) const { return likelihoods_.at(z); }
  const masses_type& marginal() const { return marginal_.front(); }

 private:
  mixture() = default;
  static masses_type of(const std::vector<std::uint32_t>& counts, std::optional<unsigned> bits) {
    return modelled(bits ? categorical_model::from_weights(
                               std::vector<std::uint64_t>(counts.begin(), counts.end()), *bits)
                         : categorical_model::from_counts(counts));
  }

  std::vector<masses_type> prior_, marginal_, likelihoods_;
};

inline hmm random_hmm(std::uint64_t seed) {
  counts random{seed};
  std::vector<std::vector<std::uint64_t>> transitions, emissions;
  const auto initial = random.row<std::uint64_t>(latents);
  for (std::uint32_t z = 0; z < latents; ++z) {
    transitions.push_back(random.row<std::uint64_t>(latents));
    emissions.push_back(random.row<std::uint64_t>(alphabet));
  }
  return {initial, transitions, emissions};
}

}  // namespace ansatz::experiment::toy
