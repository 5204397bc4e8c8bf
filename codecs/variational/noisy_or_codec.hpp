#pragma once
#include <algorithm>
#include <ansatz/combinator/array.hpp>
#include <ansatz/combinator/bits_back.hpp>
#include <ansatz/combinator/labelled.hpp>
#include <ansatz/primitive/bernoulli.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <variational/inference.hpp>
#include <variational/noisy_or.hpp>
#include <vector>

namespace ansatz {

/// Pixels that are independent, each dark with a probability in Q31, in masses of 2^precision with both
/// values possible. Rate: the sum of the pixels'.
///
/// Does push pop? No. Does pop push? No.
inline auto dark_pixels(std::vector<std::uint32_t> dark, unsigned precision) {
  const auto shared = std::make_shared<const std::vector<std::uint32_t>>(std::move(dark));
  return array(shared->size(), [shared, precision](std::size_t d) {
    const std::uint32_t total = std::uint32_t{1} << precision;
    const std::uint32_t zeros = std::clamp((*shared)[d] >> (31 - precision), std::uint32_t{1}, total - 1);
    return bernoulli(total - zeros, precision);
  });
}

/// Binary vectors under a noisy-or model by bits back over its latents, whose posterior is found for each
/// vector as `how` says. Labels: `posterior`, `pixels`, `latents`. Link `ansatz::variational`.
///
/// Does push pop? Yes. Does pop push? Yes.
///
/// Rate: on average the negative ELBO of what was found; -log2 p(x) with `inference_method::exact`. Throws
/// `domain_error` for a setting out of range, and for a vector of another length or values.
inline auto noisy_or_codec(const noisy_or& model, const inference& how) {
  how.check();
  return bits_back(
      labelled("latents", latents_codec{prior_of(model, noisy_or_parameters::prior_bits)}),
      [model, precision = how.precision](std::uint32_t z) {
        return labelled("pixels", dark_pixels(model.dark(z), precision));
      },
      [model, how](const std::vector<std::uint8_t>& x) {
        return labelled("posterior", posterior_of(model, x, how));
      });
}

/// The same vectors with no latent, each pixel by its own probability: what a chain begins with.
///
/// Does push pop? No. Does pop push? No.
inline auto noisy_or_pixels(const noisy_or& model, unsigned precision) {
  return labelled("plain", dark_pixels(model.dark(), precision));
}

}  // namespace ansatz
