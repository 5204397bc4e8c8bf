#pragma once
#include <algorithm>
#include <ansatz/bits.hpp>
#include <ansatz/codec.hpp>
#include <ansatz/error.hpp>
#include <ansatz/model/categorical.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <ansatz/stack/tally.hpp>
#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// -log2 p(x, z) as a function of z, for codecs that push only: the target of a Monte-Carlo posterior.
template <class Prior, class Likelihood, class X>
constexpr auto joint_cost(Prior prior, Likelihood likelihood, X x) {
  return [prior = std::move(prior), likelihood = std::move(likelihood),
          x = std::move(x)](const symbol_t<Prior>& z) {
    const bits of_z = cost(prior, z);
    return is_possible(of_z) ? of_z + cost(likelihood(z), x) : impossible;
  };
}

/// -log2 of what particles are drawn towards, up to a constant: below `impossible`, above -2^37 bits.
template <class T, class Z>
concept particle_target = requires(const T& target, const Z& z) {
  { target(z) } -> std::same_as<bits>;
};

namespace detail {

/// One of several particles, with probabilities in proportion to 2^-cost in 2^precision; what is possible at
/// all has at least one part in 2^precision.
inline modelled_codec<categorical_model> choice_by_cost(std::span<const bits> costs, unsigned precision) {
  const bits least = *std::ranges::min_element(costs);
  if (!is_possible(least)) throw domain_error("no particle is possible");
  if (least < -impossible) throw domain_error("a target below -2^37 bits");
  std::vector<std::uint64_t> weights;
  for (const bits c : costs)
    weights.push_back(is_possible(c) ? std::max<std::uint64_t>(1, exp2_minus(c - least)) : 0);
  return modelled(categorical_model::from_weights(weights, precision));
}

/// What a particle costs under the target beyond what its proposal took: -log2 of its weight.
inline bits weight_cost(bits target, bits proposal) {
  if (!is_possible(proposal)) throw domain_error("the proposal excludes what it proposed");
  if (target < -impossible) throw domain_error("a target below -2^37 bits");
  return is_possible(target) ? target - proposal : impossible;
}

/// What posteriors by particles are made of.
template <class Proposal, class Target>
struct particles_by {
  static_assert(is_codec<Proposal>(),
                "importance, coupled_importance: the proposal must be a codec of the latent");
  static_assert(particle_target<Target, symbol_t<Proposal>>,
                "importance, coupled_importance: target(z) must give bits for a symbol z of the proposal");

  std::uint32_t particles;
  Proposal proposal;
  Target target;
  unsigned precision;

  particles_by(std::uint32_t n, Proposal q, Target p, unsigned bits)
      : particles{n}, proposal{std::move(q)}, target{std::move(p)}, precision{bits} {
    if (n == 0 || n > ansatz::precision{bits}.count())
      throw domain_error("importance, coupled_importance: 1 to 2^precision particles");
  }

  /// One of these latents by its weight.
  auto choice(const std::vector<symbol_t<Proposal>>& all) const {
    std::vector<bits> costs;
    for (const auto& z : all) costs.push_back(weight_cost(target(z), cost(proposal, z)));
    return choice_by_cost(costs, precision);
  }
};

}  // namespace detail

/// A better posterior than the codec it is made of: a pop pops n particles from `proposal`, pops one of them
/// by importance weights 2^-target(z) / q(z), and pushes the others, and which it was, back.
///
/// Does push pop? Yes. Does pop push? Yes.
///
///   rate      a pop of z takes log2 (n w_z / sum_i w_i) - log2 q(z) bits, where w are the weights, so that
///             bits_back(prior, likelihood, x -> importance(n, q(x), joint_cost(prior, likelihood, x)))
///             has the net rate -log2 (1/n sum_i p(x, z_i) / q(z_i | x)): on average a tighter bound than the
///             negative ELBO (n = 1), and -log2 p(x) as n grows
///   reads     n times -log2 q: the initial bits of a chain; see `coupled_importance`
///   requires  a proposal that pushes only (`tally`), 1 <= n <= 2^precision; `target(z)` in bits
///   laws      push undoes pop where the proposal and the target have full support (see `bits_back`)
///
/// Ruan, Ullrich, Severo, Townsend, Khisti, Doucet, Makhzani, Maddison 2021, Monte-Carlo bits-back coding
/// (arXiv:2102.11086), BB-IS.
template <class Proposal, class Target>
struct importance_codec : detail::particles_by<Proposal, Target> {
  using base = detail::particles_by<Proposal, Target>;
  using base::base;
  using symbol_type = symbol_t<Proposal>;

  template <class S>
  void push(S& s, const symbol_type& z) const {
    const std::uint32_t chosen = uniform(this->particles).pop(s);
    std::vector<symbol_type> all(this->particles, z);
    for (std::uint32_t i = this->particles; i-- > 0;)
      if (i != chosen) all[i] = this->proposal.pop(s);
    this->choice(all).push(s, chosen);
    for (std::uint32_t i = this->particles; i-- > 0;) this->proposal.push(s, all[i]);
  }
  template <class S>
  symbol_type pop(S& s) const {
    std::vector<symbol_type> all;
    for (std::uint32_t i = 0; i < this->particles; ++i) all.push_back(this->proposal.pop(s));
    const std::uint32_t chosen = this->choice(all).pop(s);
    for (std::uint32_t i = 0; i < this->particles; ++i)
      if (i != chosen) this->proposal.push(s, all[i]);
    uniform(this->particles).push(s, chosen);
    return std::move(all[chosen]);
  }
};

template <class Proposal, class Target>
importance_codec<Proposal, Target> importance(std::uint32_t particles, Proposal proposal, Target target,
                                              unsigned precision = 24) {
  return {particles, std::move(proposal), std::move(target), precision};
}

}  // namespace ansatz
