#pragma once
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/repeat.hpp>
#include <ansatz/model/gaussian_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <ansatz/primitive/uniform.hpp>
#include <cstddef>
#include <cstdint>
#include <hierarchy/colour_ladder.hpp>
#include <hierarchy/colour_pixels.hpp>
#include <hierarchy/grouped_pixels.hpp>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/ladder.hpp>
#include <utility>
#include <vector>

/// Images through a hierarchy of latents inferred from the top down; see spec.md.
namespace ansatz {

/// The buckets of all levels, z_L first.
using ladder_latents = std::vector<std::vector<std::uint32_t>>;

/// q(z_L | x) q(z_(L-1) | z_L, x) ...: popped in that order, on the buckets of each level's own prior.
template <class Hierarchy>
class ladder_posterior {
  using ladder_type = decltype(ladder_of(std::declval<const Hierarchy&>()));

  auto codec_of(const std::vector<gaussian_parameters>& parameters) const {
    return array(parameters.size(),
                 modelled_each(floored_gaussian_array{walk_.buckets(), parameters, precision_}));
  }

 public:
  using symbol_type = ladder_latents;

  /// Totals of 2^precision.
  ladder_posterior(const Hierarchy& model, const std::vector<std::uint8_t>& x, unsigned precision)
      : walk_{model, x}, precision_{precision} {}

  template <class S>
  void push(S& s, const symbol_type& z) const {
    ladder_type walk = walk_;
    std::vector<std::vector<gaussian_parameters>> parameters;
    if (z.size() != walk.level()) throw domain_error("hilloc: another number of levels");
    for (const auto& level : z) {
      parameters.push_back(walk.posterior());
      walk.take(level);
    }
    for (std::size_t l = z.size(); l-- > 0;) codec_of(parameters[l]).push(s, z[l]);
  }
  template <class S>
  symbol_type pop(S& s) const {
    ladder_type walk = walk_;
    symbol_type z;
    while (walk.level() > 0) {
      const auto parameters = walk.posterior();
      z.push_back(codec_of(parameters).pop(s));
      walk.take(z.back());
    }
    return z;
  }

 private:
  ladder_type walk_;
  unsigned precision_;
};

/// An image, `pixels()` values: pop z_L given x, ..., z_1 given x and all above it; push x; push z_1, ...,
/// z_L, each uniform.
///
/// Rate: -log2 p(x | z) + sum_l log2 q(z_l | ...) / p(z_l | ...), on average the negative ELBO. Initial bits:
/// those of all levels; see `warm_start`. Posteriors have totals of 2^precision.
///
/// Townsend, Bird, Kunze, Barber 2020, HiLLoC (arXiv:1912.09953).
template <class Hierarchy>
auto hilloc_images(const Hierarchy& m, unsigned precision = latent_precision{}.popped) {
  const auto level = [m](std::size_t l) {
    return repeat(m.latents(m.levels() - l), uniform(1u << m.latent_bits()));
  };
  return bits_back(
      labelled("p(z)", array(m.levels(), level)),
      [m](const ladder_latents& z) {
        auto walk = ladder_of(m);
        for (const auto& l : z) walk.take(l);
        return labelled("pixels", pixels_of(m, walk.features()));
      },
      [m, precision](const std::vector<std::uint8_t>& x) {
        return labelled("q(z)", ladder_posterior<Hierarchy>{m, x, precision});
      });
}

}  // namespace ansatz
