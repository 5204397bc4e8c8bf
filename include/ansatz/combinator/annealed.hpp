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
/// probability min(1, f(z') / f(z)); a family of codecs of z' given z. It leaves f invariant and is its own
/// reverse, up to rounding to masses of `total`. What is possible has at least one part in 2^32.
///
/// Does push pop? No. Does pop push? No.
class metropolis_move {
 public:
  /// f(z) in proportion to 2^-costs[z]; 2^precision at least twice as many as costs; with an odd total, of
  /// 2^precision - 1.
  metropolis_move(std::vector<bits> costs, unsigned precision, bool odd = false)
      : costs_{std::make_shared<const std::vector<bits>>(std::move(costs))},
        precision_{precision},
        odd_{odd} {
    if (costs_->empty() || costs_->size() > ansatz::precision{precision}.count() / 2)
      throw domain_error("metropolis_move: 1 to 2^(precision - 1) latents");
    if (std::ranges::min(*costs_) < -impossible)
      throw domain_error("metropolis_move: a cost below -2^37 bits");
  }

  modelled_codec<categorical_model> operator()(std::uint32_t z) const {
    if (z >= costs_->size()) throw domain_error("metropolis_move: there is no such latent");
    const bits from = (*costs_)[z];
    std::vector<std::uint64_t> weights;
    std::uint64_t refused = 0;
    for (const bits to : *costs_) {
      weights.push_back(accepted(from, to));
      refused += always - weights.back();
    }
    weights[z] = always + refused;  // the largest
    const auto even = categorical_model::from_weights(weights, precision_);
    if (!odd_) return modelled(even);
    std::vector<std::uint32_t> masses;
    for (std::uint32_t to = 0; to < weights.size(); ++to) masses.push_back(even.interval_of(to).freq);
    --masses[z];
    return modelled(categorical_model::from_counts(masses));
  }

 private:
  static constexpr std::uint64_t always = std::uint64_t{1} << 32;

  static std::uint64_t accepted(bits from, bits to) {
    if (!is_possible(to)) return is_possible(from) ? 0 : always;
    return to <= from ? always : std::max<std::uint64_t>(1, exp2_minus(to - from) >> 30);
  }

  std::shared_ptr<const std::vector<bits>> costs_;
  unsigned precision_;
  bool odd_;
};

/// The moves of annealed importance sampling from a proposal to a target over latents 0, ..., K - 1, given by
/// the costs of each latent, as levels of a hierarchy: `bit_swap(proposal, levels)` or `nested(proposal,
/// levels)` is a codec of a latent, a better posterior than the proposal.
///
/// Does push pop? A move's does not, that of `bit_swap` or `nested` over moves does. Does pop push? Alike.
///
/// A pop pops z with the proposal and lets it move steps - 1 times, the k-th from last move under f_k, in
/// proportion to target^(1 - k / steps) proposal^(k / steps); each latent that was left is pushed back given
/// the one it was left for: at once in Bit-Swap order, after all moves by `nested`, which takes `steps` times
/// the initial bits.
///
/// Moves that are popped have an odd total, 2^precision - 1, those pushed a power of two of a quarter fewer
/// bits: a pop right after a push under the same total, or another power of two, reads cells that the push
/// chose, and the chain goes to and fro.
///
/// The target must not exclude what the proposal gives: `domain_error`.
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
  for (std::size_t z = 0; z < target.size(); ++z)
    if (std::min(proposal[z], target[z]) < -impossible)
      throw domain_error("annealed: a cost below -2^37 bits");
  for (std::size_t z = 0; z < target.size(); ++z)
    if (is_possible(proposal[z]) && !is_possible(target[z]))
      throw domain_error("annealed: the target excludes what the proposal gives");
  for (std::int64_t k = 1; k < std::int64_t{steps}; ++k) {
    std::vector<bits> costs;
    for (std::size_t z = 0; z < target.size(); ++z)
      costs.push_back(is_possible(proposal[z])
                          ? bits{target[z].q24 + (proposal[z].q24 - target[z].q24) / std::int64_t{steps} * k}
                          : impossible);
    levels.push_back(
        {metropolis_move{costs, precision, true}, metropolis_move{costs, precision - precision / 4}});
  }
  return levels;
}

}  // namespace ansatz
