#pragma once
#include <ansatz/combinator/labelled.hpp>
#include <cstddef>
#include <cstdint>
#include <hierarchy/colour_ladder.hpp>
#include <hierarchy/colour_pixels.hpp>
#include <hierarchy/grouped_pixels.hpp>
#include <hierarchy/hierarchy.hpp>
#include <hierarchy/ladder.hpp>
#include <vector>

namespace ansatz {

/// Images through a hierarchy without its latents: what the pixels depend on, z_1 or every level from the top
/// down, is given its bucket just above 0, and only pixels are coded. It takes no bits: for images alone, and
/// for `warm_start`.
///
/// Rate: -log2 p(x | z): above that of bits back by what the latents say of an image.
template <class Hierarchy>
auto plain_images(const Hierarchy& m) {
  const std::uint32_t half = std::uint32_t{1} << (m.latent_bits() - 1);
  if (!m.top_down()) {
    const std::vector<std::uint32_t> middle(m.latents(1), half);
    return labelled("pixels", pixels_of(m, m.features(middle)));
  }
  auto walk = ladder_of(m);
  while (walk.level() > 0) walk.take(std::vector<std::uint32_t>(m.latents(walk.level()), half));
  return labelled("pixels", pixels_of(m, walk.features()));
}

}  // namespace ansatz
