#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/tally.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// A Metropolis move among latents 0, ..., K - 1: one of them, each alike, is proposed and accepted with
/// probability min(1, f(z') / f(z)); a family of codecs of z' given z, in masses of 2^precision. It leaves f
/// invariant and is its own reverse, up to rounding. What is possible has at least one part in 2^32.
class metropolis_move {
 public:
  /// f(z) in proportion to 2^-costs[z], 1 to 2^precision costs.
  metropolis_move(std::vector<bits> costs, unsigned precision)
      : costs_{std::make_shared<const std::vector<bits>>(std::move(costs))}, precision_{precision} {
    if (costs_->empty() || costs_->size() > ansatz::precision{precision}.count())
      throw domain_error("metropolis_move: 1 to 2^precision latents");
  }

  modelled_codec<categorical_model> operator()(std::uint32_t z) const {
    const bits from = costs_->at(z);
    std::vector<std::uint64_t> weights;
    std::uint64_t refused = 0;
    for (const bits to : *costs_) {
      weights.push_back(accepted(from, to));
      refused += always - weights.back();
    }
    weights[z] = always + refused;
    return modelled(categorical_model::from_weights(weights, precision_));
  }

 private:
  static constexpr std::uint64_t always = std::uint64_t{1} << 32;

  static std::uint64_t accepted(bits from, bits to) {
    if (to <= from) return always;
    return to == impossible ? 0 : std::max<std::uint64_t>(1, exp2_minus(to - from) >> 30);
  }

  std::shared_ptr<const std::vector<bits>> costs_;
  unsigned precision_;
};

/// The moves of annealed importance sampling from a proposal to a target over latents 0, ..., K - 1, given by
/// the costs of each latent, as levels of a hierarchy: `bit_swap(proposal, levels)` or `nested(proposal,
/// levels)` is a codec of a latent, a better posterior than the proposal.
///
/// A pop pops z with the proposal and lets it move steps - 1 times, the k-th from last move under f_k, in
/// proportion to target^(1 - k / steps) proposal^(k / steps); each latent that was left is pushed back given
/// the one it was left for: at once in Bit-Swap order, after all moves by `nested`, which takes `steps` times
/// the initial bits.
///
/// Moves have totals of 2^precision, their reverses of a quarter fewer bits: what is popped right after a
/// push under the same total would be what was pushed, or nearly, and the chain would go to and fro.
///
/// Rate in bits back: -log2 of the annealed importance weight, on average a bound that falls to -log2 p(x) as
/// steps grow. One step is the proposal itself.
///
/// Neal 2001, Annealed importance sampling; Ruan et al. 2021 (arXiv:2102.11086), BB-AIS.
inline std::vector<level<metropolis_move, metropolis_move>> annealed(std::span<const bits> proposal,
                                                                     std::span<const bits> target,
                                                                     std::uint32_t steps,
                                                                     unsigned precision = 24) {
  if (steps == 0) throw domain_error("annealed: at least one step");
  if (proposal.size() != target.size()) throw domain_error("annealed: proposal and target differ in size");
  std::vector<level<metropolis_move, metropolis_move>> levels;
  for (std::int64_t k = 1; k < std::int64_t{steps}; ++k) {
    std::vector<bits> costs;
    for (std::size_t z = 0; z < target.size(); ++z)
      costs.push_back(
          target[z] == impossible || proposal[z] == impossible
              ? impossible
              : bits{target[z].q24 + (proposal[z].q24 - target[z].q24) / std::int64_t{steps} * k});
    const metropolis_move move{costs, precision}, back{std::move(costs), precision - precision / 4};
    levels.push_back({move, back});
  }
  return levels;
}

}  // namespace ansatz
