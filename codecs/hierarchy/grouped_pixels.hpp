#pragma once
#include <ansatz/model/bernoulli.hpp>
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <ansatz/stack/itemised.hpp>
#include <cstddef>
#include <cstdint>
#include <hierarchy/hierarchy.hpp>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// An image given the latents, group after group: the pixels of a group are independent given the latents
/// and the groups before it.
///
/// Rate: the sum of the rates of the pixels. Popped group 0 first, in a group cell by cell. Pushing an
/// image of another size throws `domain_error`. Totals of 2^20.
class grouped_pixels {
 public:
  using symbol_type = std::vector<std::uint8_t>;

  static constexpr unsigned precision = 20;

  /// Features as of z_1 (`hierarchy::features`), or of all levels (`ladder::features`).
  grouped_pixels(hierarchy model, hierarchy::features_type features)
      : model_{std::move(model)}, features_{std::move(features)} {}

  template <class S>
  void push(S& s, const symbol_type& x) const {
    for (std::size_t g = model_.groups(); g-- > 0;) {
      const group_parameters group = model_.group(g, features_, x);
      for (std::size_t i = group.pixels.size(); i-- > 0;)
        with_model(group, i, [&](const auto& m) { modelled(m).push(s, x[group.pixels[i]]); });
    }
  }
  template <class S>
  symbol_type pop(S& s) const {
    symbol_type x(model_.pixels());
    for (std::size_t g = 0; g < model_.groups(); ++g) {
      const group_parameters group = model_.group(g, features_, x);
      for (std::size_t i = 0; i < group.pixels.size(); ++i) {
        const placed<S> here{s, group.pixels[i]};
        with_model(group, i, [&](const auto& m) { x[group.pixels[i]] = modelled(m).pop(s); });
      }
    }
    return x;
  }

 private:
  template <class Use>
  void with_model(const group_parameters& group, std::size_t i, const Use& use) const {
    if (model_.binary()) return use(bernoulli_model::from_logit(group.logits[i], precision));
    const std::size_t parts = model_.parts(), weights = group.weights.size() / group.pixels.size();
    use(pixel_mixture_model{model_.scale(), std::span{group.parts}.subspan(i * parts, parts),
                            std::span{group.weights}.subspan(i * weights, weights), precision});
  }

  hierarchy model_;
  hierarchy::features_type features_;
};

/// What a hierarchy's pixels are coded by, given what it says of the latents.
inline auto pixels_of(const hierarchy& m, hierarchy::features_type features) {
  return grouped_pixels{m, std::move(features)};
}

}  // namespace ansatz
