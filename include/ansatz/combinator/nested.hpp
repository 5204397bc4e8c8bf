#pragma once
#include <algorithm>
#include <ansatz/codec.hpp>
#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/mapped.hpp>
#include <ansatz/combinator/markov_chain.hpp>
#include <ansatz/error.hpp>
#include <utility>
#include <vector>

namespace ansatz {

/// A codec for x through a chain of latents, all of them popped before anything is pushed: bits back over the
/// joint latent (z_L, ..., z_1). The level of x, which may be of another type than the latents, and the
/// levels above it.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Push: pop z_1 with q(. | x), z_2 with q(. | z_1), ..., z_L; push x with p(. | z_1), z_1 with p(. | z_2),
/// ..., z_L with the prior. Rate: that of `bit_swap`. Initial bits: sum_l -log2 q(z_l | z_(l-1)), which grow
/// with L.
template <class Prior, class FirstLikelihood, class FirstPosterior, class Likelihood, class Posterior>
auto nested(Prior prior, level<FirstLikelihood, FirstPosterior> first,
            std::vector<level<Likelihood, Posterior>> above) {
  using latents = std::vector<symbol_t<Prior>>;
  using symbol = symbol_t<member_t<FirstLikelihood, symbol_t<Prior>>>;
  std::vector<Likelihood> down;  // from z_L to z_1
  std::vector<Posterior> up;     // from z_1 to z_L
  for (std::size_t l = above.size(); l > 0; --l) down.push_back(above[l - 1].likelihood);
  for (const auto& l : above) up.push_back(l.posterior);
  const auto reversed = [](latents z) {
    std::ranges::reverse(z);
    return z;
  };
  return bits_back(
      markov_chain(std::move(prior), std::move(down)),
      [likelihood = std::move(first.likelihood)](const latents& z) { return likelihood(z.back()); },
      [posterior = std::move(first.posterior), up = std::move(up), reversed](const symbol& x) {
        return mapped(markov_chain(posterior(x), up), reversed, reversed);
      });
}

/// The same with all levels in one list, as of `bit_swap`: at least one.
template <class Prior, class Likelihood, class Posterior>
auto nested(Prior prior, std::vector<level<Likelihood, Posterior>> levels) {
  if (levels.empty()) throw domain_error("nested: at least one level");
  std::vector above(levels.begin() + 1, levels.end());
  return nested(std::move(prior), std::move(levels.front()), std::move(above));
}

}  // namespace ansatz
