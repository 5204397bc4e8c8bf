#pragma once
#include <ansatz/codec.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <concepts>
#include <cstddef>
#include <utility>
#include <vector>

namespace ansatz {

/// A level of a hierarchy of latents: p(z_(l-1) | z_l) and q(z_l | z_(l-1)), where z_0 is what is coded.
template <class Likelihood, class Posterior>
struct level {
  Likelihood likelihood;
  Posterior posterior;
};

/// A codec for x through a chain of latents z_1, ..., z_L, each of which is inferred from the one below it.
/// Levels are listed from x upwards; the prior is that of z_L.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push, z_0 = x: for l = 1, ..., L pop z_l with q(. | z_(l-1)), push z_(l-1) with p(. | z_l); then push z_L
/// with the prior. That is `bits_back(bits_back(..., l_2, q_2), l_1, q_1)`, and so it is made.
///
/// Rate: that of bits back over the joint latent: -log2 p(x), if the posteriors are exact. Initial bits:
/// those of the first pop, and what a later pop takes beyond what the pushes before it gave; bounded as L
/// grows, since a push pays for the next pop, while `nested` pops all latents first. Posteriors above the
/// first must have full support.
///
/// Kingma, Abbeel, Ho 2019, Bit-Swap (arXiv:1905.06845), algorithm 1.
template <class Prior>
constexpr Prior bit_swap(Prior prior) {
  return prior;
}
template <class Prior, class Likelihood, class Posterior, class... Above>
constexpr auto bit_swap(Prior prior, level<Likelihood, Posterior> first, Above... above) {
  return bits_back(bit_swap(std::move(prior), std::move(above)...), std::move(first.likelihood),
                   std::move(first.posterior));
}

/// The same with levels of one type, as many as there are at run time; the bytes are those of the fold.
template <class Prior, class Likelihood, class Posterior>
struct bit_swap_codec {
  using symbol_type = symbol_t<Prior>;
  static_assert(is_family<Likelihood, symbol_type>() && is_family<Posterior, symbol_type>(),
                "bit_swap: likelihood(z) and posterior(z) must give codecs for a symbol z of the prior");
  static_assert(std::same_as<symbol_t<member_t<Likelihood, symbol_type>>, symbol_type> &&
                    std::same_as<symbol_t<member_t<Posterior, symbol_type>>, symbol_type>,
                "bit_swap: in a list of levels all symbols must be of the prior's type");

  Prior prior;
  std::vector<level<Likelihood, Posterior>> levels;

  template <class S>
  void push(S& s, const symbol_type& x) const {
    symbol_type below = x;
    for (const auto& l : levels) {
      symbol_type z = l.posterior(below).pop(s);
      l.likelihood(z).push(s, below);
      below = std::move(z);
    }
    prior.push(s, below);
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type z = prior.pop(s);
    for (std::size_t l = levels.size(); l > 0; --l) {
      symbol_type below = levels[l - 1].likelihood(z).pop(s);
      levels[l - 1].posterior(below).push(s, z);
      z = std::move(below);
    }
    return z;
  }
};

template <class Prior, class Likelihood, class Posterior>
bit_swap_codec<Prior, Likelihood, Posterior> bit_swap(Prior prior,
                                                      std::vector<level<Likelihood, Posterior>> levels) {
  return {std::move(prior), std::move(levels)};
}

}  // namespace ansatz
