#pragma once
#include <ansatz/codec.hpp>
#include <utility>

namespace ansatz {

/// A codec for x through a latent z: pop z from the posterior, push x given z, push z with the prior.
///
/// Does push pop? Yes. Does pop push? Yes.
///
///   rate      -log2 p(x | z) - log2 p(z) + log2 q(z | x), on average the negative ELBO; with the exact
///             posterior it is -log2 p(x), whatever z was popped
///   reads     the pop of z takes -log2 q(z | x) bits that must be on the stack: the initial bits of a chain
///   requires  likelihood(z) gives a codec of x for each z of the prior; posterior(x) a codec of z.
///             p(x | z) > 0 and p(z) > 0 for every z that posterior(x) can pop
///   laws      pop undoes push always. Push undoes pop where q(z | x) > 0 for every (z, x) that can be
///             popped; else a stack that no push produced may pop an impossible pair, and pop throws
///             `domain_error`
///
/// Frey, Hinton 1997 (free-energy coding); Townsend, Bird, Barber 2019, arXiv:1901.04866, section 2.
template <class Prior, class Likelihood, class Posterior>
struct bits_back_codec {
  static_assert(is_codec<Prior>(), "bits_back: the prior must be a codec of the latent");
  static_assert(is_family<Likelihood, symbol_t<Prior>>(),
                "bits_back: likelihood(z) must give a codec for a symbol z of the prior");
  using symbol_type = symbol_t<member_t<Likelihood, symbol_t<Prior>>>;
  static_assert(is_family<Posterior, symbol_type>(),
                "bits_back: posterior(x) must give a codec for a symbol x of the likelihood");
  static_assert(std::same_as<symbol_t<member_t<Posterior, symbol_type>>, symbol_t<Prior>>,
                "bits_back: posterior(x) must code the prior's symbol");

  Prior prior;
  Likelihood likelihood;
  Posterior posterior;

  template <class S>
  constexpr void push(S& s, const symbol_type& x) const {
    const auto z = posterior(x).pop(s);  // the bits we get back
    likelihood(z).push(s, x);
    prior.push(s, z);
  }
  template <class S>
  constexpr symbol_type pop(S& s) const {
    const auto z = prior.pop(s);
    auto x = likelihood(z).pop(s);
    posterior(x).push(s, z);
    return x;
  }
};

template <class Prior, class Likelihood, class Posterior>
constexpr bits_back_codec<Prior, Likelihood, Posterior> bits_back(Prior prior, Likelihood likelihood,
                                                                  Posterior posterior) {
  return {std::move(prior), std::move(likelihood), std::move(posterior)};
}

}  // namespace ansatz
