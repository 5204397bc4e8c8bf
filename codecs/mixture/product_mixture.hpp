#pragma once
#include <ansatz/bits.hpp>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <ansatz/primitive/categorical.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace ansatz {

/// A mixture of products of Bernoulli variables, in integers: what a codec and its decoder share.
struct product_mixture {
  static constexpr unsigned precision = 16;  ///< bits of a pixel's total

  std::size_t dims = 0;
  std::vector<std::uint32_t> weights;  ///< of the components, positive; any total
  /// Component k, dimension d at k * dims + d: mass of 1, 1 to 2^precision - 1.
  std::vector<std::uint32_t> ones;

  /// Throws `domain_error` where there is no component, the masses are not as many as dimensions times
  /// components, or one is out of range.
  void check() const;
  /// -log2 p(x), exactly but for the resolution of `bits`.
  bits information(std::span<const std::uint8_t> x) const;
  /// The posterior of the component given x, as weights for `categorical_model::from_weights`.
  std::vector<std::uint64_t> posterior(std::span<const std::uint8_t> x) const;
};

/// Fits a mixture to binary images (0 and 1, one after another) by EM from a seeded start, in binary32 but
/// for the logarithms and exponentials. The result depends on the machine; its use does not.
product_mixture fit_product_mixture(std::span<const std::uint8_t> images, std::size_t dims,
                                    std::size_t components, unsigned iterations, std::uint64_t seed);

/// Binary vectors under a mixture of products by bits back over the component; checks the mixture. The
/// posterior is rounded to 24 bits, with no component impossible, so both laws hold everywhere. Copies of the
/// codec share the mixture.
inline auto product_mixture_codec(product_mixture mixture) {
  constexpr unsigned posterior_bits = 24;
  mixture.check();
  const auto m = std::make_shared<const product_mixture>(std::move(mixture));
  return bits_back(
      labelled("component", categorical(m->weights)),
      [m](std::uint32_t k) {
        return labelled("pixels", array(m->dims, [m, k](std::size_t d) {
                          return bernoulli(m->ones[k * m->dims + d], product_mixture::precision);
                        }));
      },
      [m](const std::vector<std::uint8_t>& x) {
        return labelled("posterior", categorical(m->posterior(x), posterior_bits));
      });
}

}  // namespace ansatz
