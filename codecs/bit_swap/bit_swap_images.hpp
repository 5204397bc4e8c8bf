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
#include <hierarchy/colour_pixels.hpp>
#include <hierarchy/grouped_pixels.hpp>
#include <hierarchy/hierarchy.hpp>
#include <utility>
#include <vector>

/// Images by Bit-Swap through a hierarchy of latents, a `hierarchy` or a `colour_hierarchy`; see spec.md.
namespace ansatz {

namespace detail {

/// A latent: as many logistic numbers as there are parameters, on the hierarchy's buckets.
template <class Hierarchy>
auto latent_codec(const char* label, const Hierarchy& m, const std::vector<logistic_parameters>& parameters,
                  unsigned precision) {
  return labelled(label, array(parameters.size(),
                               modelled_each(floored_logistic_array{m.buckets(), parameters, precision})));
}

/// q(z_(level + 1) | z_level) upwards, p(z_level | z_(level + 1)) downwards.
template <class Hierarchy>
struct latent_given {
  Hierarchy model;
  std::size_t level;
  unsigned precision;
  bool up;
  auto operator()(const std::vector<std::uint32_t>& z) const {
    return latent_codec(up ? "q(z)" : "p(z)", model, up ? model.infer(level, z) : model.generate(level, z),
                        precision);
  }
};

template <class Hierarchy>
auto highest_latent(const Hierarchy& m, latent_precision precision) {
  return latent_codec("p(z)", m, std::vector<logistic_parameters>(m.latents(m.levels())), precision.pushed);
}
template <class Hierarchy>
auto latent_levels(const Hierarchy& m, latent_precision precision) {
  using given = latent_given<Hierarchy>;
  std::vector<level<given, given>> levels;
  for (std::size_t l = 1; l < m.levels(); ++l)
    levels.push_back({given{m, l, precision.pushed, false}, given{m, l, precision.popped, true}});
  return levels;
}
template <class Hierarchy>
auto pixels_level(const Hierarchy& m, latent_precision precision) {
  return level{
      [m](const std::vector<std::uint32_t>& z) { return labelled("pixels", pixels_of(m, m.features(z))); },
      [m, precision](const std::vector<std::uint8_t>& x) {
        return latent_codec("q(z)", m, m.infer(x), precision.popped);
      }};
}

}  // namespace detail

/// An image, `pixels()` values: pop z_1 given x, push x, pop z_2 given z_1, push z_1, ..., push z_L.
///
/// Rate: -log2 p(x | z_1) - sum_l log2 p(z_l | z_(l+1)) + sum_l log2 q(z_l | z_(l-1)), on average the
/// negative ELBO. Initial bits: those of z_1, whatever the number of levels.
template <class Hierarchy>
auto bit_swap_images(const Hierarchy& m, latent_precision precision = {}) {
  auto pixels = detail::pixels_level(m, precision);
  return bits_back(bit_swap(detail::highest_latent(m, precision), detail::latent_levels(m, precision)),
                   pixels.likelihood, pixels.posterior);
}

/// The same with all latents popped before anything is pushed: the same rate, initial bits of all levels.
template <class Hierarchy>
auto nested_images(const Hierarchy& m, latent_precision precision = {}) {
  return nested(detail::highest_latent(m, precision), detail::pixels_level(m, precision),
                detail::latent_levels(m, precision));
}

}  // namespace ansatz
