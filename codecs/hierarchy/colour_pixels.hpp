#pragma once
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/itemised.hpp>
#include <array>
#include <cstddef>
#include <cstdint>
#include <hierarchy/colour_hierarchy.hpp>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// An image in colour given the latents, group after group: of a group all greens, then reds, then blues. Pixels of a
/// group are independent given the latents, the groups before it, and the channels before of the same pixel.
///
/// Rate: the sum of the rates of the numbers. Popped group 0 first, in a channel cell by cell. Pushing an image of another
/// size throws `domain_error`. Totals of 2^22.
class colour_pixels {
 public:
  using symbol_type = std::vector<std::uint8_t>;

  static constexpr unsigned precision = 22;

  colour_pixels(colour_hierarchy model, colour_hierarchy::features_type features)
      : model_{std::move(model)}, features_{std::move(features)} {}

  template <class S>
  void push(S& s, const symbol_type& x) const {
    for (std::size_t g = model_.groups(); g-- > 0;) {
      const auto told = model_.tell(g, features_, x);
      for (std::size_t c = 3; c-- > 0;) {
        const auto mixtures = model_.channel(g, c, told, x);
        for (std::size_t i = mixtures.pixels.size(); i-- > 0;)
          modelled(model_of(mixtures, i)).push(s, x[number(mixtures.pixels[i], c)]);
      }
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type x(model_.pixels());
    for (std::size_t g = 0; g < model_.groups(); ++g) {
      const auto told = model_.tell(g, features_, x);
      for (std::size_t c = 0; c < 3; ++c) {
        const auto mixtures = model_.channel(g, c, told, x);
        for (std::size_t i = 0; i < mixtures.pixels.size(); ++i) {
          const std::size_t at = number(mixtures.pixels[i], c);
          const placed<S> here{s, model_.place(at)};
          x[at] = modelled(model_of(mixtures, i)).pop(s);
        }
      }
    }
    return x;
  }

 private:
  static std::size_t number(std::size_t pixel, std::size_t channel) {
    return pixel * 3 + colour_hierarchy::channel_order[channel];
  }
  pixel_mixture_model model_of(const colour_mixtures& m, std::size_t i) const {
    const std::size_t parts = model_.parts(), weights = m.weights.size() / m.pixels.size();
    return {model_.scale(), std::span{m.parts}.subspan(i * parts, parts),
            std::span{m.weights}.subspan(i * weights, weights), precision};
  }

  colour_hierarchy model_;
  colour_hierarchy::features_type features_;
};

/// What a hierarchy's pixels are coded by, given what it says of the latents.
inline auto pixels_of(const colour_hierarchy& m, colour_hierarchy::features_type features) {
  return colour_pixels{m, std::move(features)};
}

}  // namespace ansatz
