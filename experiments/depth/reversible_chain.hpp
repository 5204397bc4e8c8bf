#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/supply.hpp>
#include <cstdint>
#include <vector>

namespace ansatz::experiment {

/// A chain of numbers below 64 whose joint counts are symmetric, so that a step looks the same both ways:
/// with counts J(a, b) = J(b, a), a number has probability proportional to sum_b J(a, b), and p(b | a) = J(a,
/// b) / sum_b J(a, b) is at once the step down and the exact posterior of the step up, in integers.
class reversible_chain {
 public:
  static constexpr std::uint32_t states = 64;

  reversible_chain() {
    const supply random = supply::seeded(1);
    std::vector<std::vector<std::uint32_t>> joint(states, std::vector<std::uint32_t>(states));
    for (std::uint32_t a = 0; a < states; ++a)
      for (std::uint32_t b = a; b < states; ++b) {
        const std::uint32_t near = 40000 >> std::min(b - a, 14u);  // falls by half a step
        joint[a][b] = joint[b][a] =
            1 + static_cast<std::uint32_t>((random.word(a * states + b) >> 40) * near >> 24);
      }
    std::vector<std::uint32_t> sums;
    for (const auto& row : joint) {
      codecs_.push_back(modelled(categorical_model::from_counts(row)));
      sums.push_back(codecs_.back().distribution.total().count());
    }
    codecs_.push_back(modelled(categorical_model::from_counts(sums)));
  }

  const modelled_codec<categorical_model>& marginal() const { return codecs_.back(); }
  const modelled_codec<categorical_model>& step(std::uint32_t from) const { return codecs_[from]; }
  bits information(std::uint32_t x) const {
    const auto& m = marginal().distribution;
    return log2_of(m.total().count()) - log2_of(m.interval_of(x).freq);
  }

 private:
  std::vector<modelled_codec<categorical_model>> codecs_;  // the steps, and the marginal
};

}  // namespace ansatz::experiment
