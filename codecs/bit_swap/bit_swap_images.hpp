#pragma once
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bit_swap.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/combinator/nested.hpp>
#include <ansatz/model/logistic_array.hpp>
#include <ansatz/primitive/modelled_each.hpp>
#include <cstddef>
#include <cstdint>
#include <hierarchy/grouped_pixels.hpp>
#include <hierarchy/hierarchy.hpp>
#include <utility>
#include <vector>

/// Images by Bit-Swap through a hierarchy of latents; see spec.md.
namespace ansatz {

namespace detail {

/// A latent: as many logistic numbers as there are parameters, on the hierarchy's buckets.
inline auto latent_codec(const char* label, const hierarchy& m,
                         const std::vector<logistic_parameters>& parameters, unsigned precision) {
  return labelled(label, array(parameters.size(),
                               modelled_each(floored_logistic_array{m.buckets(), parameters, precision})));
}

/// q(z_(level + 1) | z_level) upwards, p(z_level | z_(level + 1)) downwards.
struct latent_given {
  hierarchy model;
  std::size_t level;
  unsigned precision;
  bool up;
  auto operator()(const std::vector<std::uint32_t>& z) const {
    return latent_codec(up ? "q(z)" : "p(z)", model, up ? model.infer(level, z) : model.generate(level, z),
                        precision);
  }
};

inline auto highest_latent(const hierarchy& m, latent_precision precision) {
  return latent_codec("p(z)", m, std::vector<logistic_parameters>(m.latents(m.levels())), precision.pushed);
}
inline auto latent_levels(const hierarchy& m, latent_precision precision) {
  std::vector<level<latent_given, latent_given>> levels;
  for (std::size_t l = 1; l < m.levels(); ++l)
    levels.push_back({{m, l, precision.pushed, false}, {m, l, precision.popped, true}});
  return levels;
}
inline auto pixels_level(const hierarchy& m, latent_precision precision) {
  return level{[m](const std::vector<std::uint32_t>& z) {
                 return labelled("pixels", grouped_pixels{m, m.features(z)});
               },
               [m, precision](const std::vector<std::uint8_t>& x) {
                 return latent_codec("q(z)", m, m.infer(x), precision.popped);
               }};
}

}  // namespace detail

/// An image, `pixels()` values: pop z_1 given x, push x, pop z_2 given z_1, push z_1, ..., push z_L.
///
/// Rate: -log2 p(x | z_1) - sum_l log2 p(z_l | z_(l+1)) + sum_l log2 q(z_l | z_(l-1)), on average the
/// negative ELBO. Initial bits: those of z_1, whatever the number of levels.
inline auto bit_swap_images(const hierarchy& m, latent_precision precision = {}) {
  auto pixels = detail::pixels_level(m, precision);
  return bits_back(bit_swap(detail::highest_latent(m, precision), detail::latent_levels(m, precision)),
                   pixels.likelihood, pixels.posterior);
}

/// The same with all latents popped before anything is pushed: the same rate, initial bits of all levels.
inline auto nested_images(const hierarchy& m, latent_precision precision = {}) {
  return nested(detail::highest_latent(m, precision), detail::pixels_level(m, precision),
                detail::latent_levels(m, precision));
}

}  // namespace ansatz
