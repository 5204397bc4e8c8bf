#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/detail/particle_walk.hpp>
#include <ansatz/combinator/markov_chain.hpp>
#include <ansatz/combinator/state_space.hpp>
#include <ansatz/error.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ansatz {

/// Proposes the states of a state-space model one after another: `first(x)` is the codec of z_1 given x_1,
/// `next(z, x)` that of z_t given z_(t-1) and x_t.
template <class P, class Model>
concept sequential_proposal =
    requires(const P& p, const typename Model::state_type& z, const typename Model::symbol_type& x) {
      { p.first(x) } -> codec;
      { p.next(z, x) } -> codec;
    };

/// The states of a state-space model given all symbols, by sequential importance sampling with resampling: a
/// posterior for `bits_back`. A symbol is the path of states, one a symbol of x.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Pop: at each moment, where they are drawn anew, pop each particle's ancestor by the weights so far, then
/// each one's state with the proposal; at the end pop one particle by its weights. Then walk back along its
/// path and push what does not belong to it: the other states, the other ancestors, and the particle's place,
/// uniform.
///
/// Rate in bits back: -log2 of the product, over the moments, of the mean weights: an unbiased estimate of
/// p(x), on average a bound that falls to -log2 p(x) as particles grow, for long sequences far faster than
/// without resampling. Initial bits: those of all particles' paths.
///
/// Requires codecs that push only (`tally`), a model and a proposal that are cheap to copy, a proposal of
/// full support where the model has some, 1 to 2^16 particles, at most 2^precision. Pushing a path of another
/// length throws `domain_error`.
///
/// Maddison et al. 2017, Filtering variational objectives; Ruan et al. 2021 (arXiv:2102.11086), BB-SMC.
template <class Model, class Proposal>
struct particle_filter_codec {
  static_assert(state_space_model<Model>,
                "particle_filter: a model must have initial(), transition(z) and emission(z)");
  static_assert(sequential_proposal<Proposal, Model>,
                "particle_filter: a proposal must have first(x) and next(z, x)");
  using symbol_type = std::vector<typename Model::state_type>;
  using walk_type = detail::particle_walk<Model, Proposal>;

  std::uint32_t particles;
  Model model;
  Proposal proposal;
  std::vector<typename Model::symbol_type> x;
  resampling when;
  unsigned precision;

  template <class S>
  void push(S& s, const symbol_type& path) const {
    if (path.size() != x.size())
      throw domain_error("particle_filter: the path's length is not the sequence's");
    if (x.empty()) return;
    const auto place = uniform(particles);
    walk_type walk{model, proposal, x, particles, when, precision};
    std::uint32_t kept = place.pop(s);
    for (std::size_t t = 0; t < x.size(); ++t) {
      auto& now = walk.begin();
      if (now.choice) {
        const std::uint32_t before = std::exchange(kept, place.pop(s));
        for (std::uint32_t i = 0; i < particles; ++i)
          now.ancestors[i] = i == kept ? before : now.choice->pop(s);
      }
      for (std::uint32_t i = 0; i < particles; ++i)
        now.states[i] = i == kept ? path[t] : walk.proposal_at(t, i).pop(s);
      walk.end();
    }
    walk.choice().push(s, kept);
    for (std::size_t t = x.size(); t-- > 0;) {
      const auto& now = walk.moments()[t];
      for (std::uint32_t i = particles; i-- > 0;) walk.proposal_at(t, i).push(s, now.states[i]);
      if (now.choice)
        for (std::uint32_t i = particles; i-- > 0;) now.choice->push(s, now.ancestors[i]);
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type path(x.size());
    if (x.empty()) return path;
    const auto place = uniform(particles);
    walk_type walk{model, proposal, x, particles, when, precision};
    for (std::size_t t = 0; t < x.size(); ++t) {
      auto& now = walk.begin();
      if (now.choice)
        for (std::uint32_t i = 0; i < particles; ++i) now.ancestors[i] = now.choice->pop(s);
      for (std::uint32_t i = 0; i < particles; ++i) now.states[i] = walk.proposal_at(t, i).pop(s);
      walk.end();
    }
    std::uint32_t kept = walk.choice().pop(s);
    for (std::size_t t = x.size(); t-- > 0;) {
      auto& now = walk.moments()[t];
      for (std::uint32_t i = particles; i-- > 0;)
        if (i != kept) walk.proposal_at(t, i).push(s, now.states[i]);
      path[t] = now.states[kept];
      if (!now.choice) continue;
      for (std::uint32_t i = particles; i-- > 0;)
        if (i != kept) now.choice->push(s, now.ancestors[i]);
      place.push(s, kept);
      kept = now.ancestors[kept];
    }
    place.push(s, kept);
    return path;
  }
};

template <class Model, class Proposal>
particle_filter_codec<Model, Proposal> particle_filter(std::uint32_t particles, Model model,
                                                       Proposal proposal,
                                                       std::vector<typename Model::symbol_type> x,
                                                       resampling when = resampling::adaptive,
                                                       unsigned precision = 24) {
  if (particles == 0 || particles > 1u << 16 || particles > ansatz::precision{precision}.count())
    throw domain_error("particle_filter: 1 to 2^16 particles, at most 2^precision");
  return {particles, std::move(model), std::move(proposal), std::move(x), when, precision};
}

/// n symbols of a state-space model by bits back over the path of its states, which a particle filter gives:
/// for models whose posteriors are not known. One particle: the negative ELBO.
template <class Model, class Proposal>
auto by_particles(std::size_t n, std::uint32_t particles, const Model& model, const Proposal& proposal,
                  resampling when = resampling::adaptive, unsigned precision = 24) {
  if (n == 0) throw domain_error("by_particles: at least one symbol");
  const auto shared = std::make_shared<const Model>(model);
  const auto step = [shared](const typename Model::state_type& z) -> decltype(auto) {
    return shared->transition(z);
  };
  using path = std::vector<typename Model::state_type>;
  return bits_back(
      markov_chain(model.initial(), std::vector(n - 1, step)),
      [shared](const path& z) {
        return array(z.size(),
                     [shared, z](std::size_t t) -> decltype(auto) { return shared->emission(z[t]); });
      },
      [=](const std::vector<typename Model::symbol_type>& x) {
        return particle_filter(particles, model, proposal, x, when, precision);
      });
}

}  // namespace ansatz
