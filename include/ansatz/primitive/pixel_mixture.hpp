#pragma once
#include <ansatz/model/pixel_mixture.hpp>
#include <ansatz/primitive/modelled.hpp>
#include <cstdint>

namespace ansatz {

using pixel_mixture_codec = modelled_codec<pixel_mixture_model>;

/// The codec of a pixel's value under a mixture of logistic distributions, atoms and the uniform one, every
/// value possible, with a total of 2^bits: see `pixel_mixture_model`. Scale, parts and weights must outlive
/// the codec.
inline pixel_mixture_codec pixel_mixture(const pixel_scale& scale,
                                         detail::borrowed<logistic_parameters> parts,
                                         detail::borrowed<std::uint32_t> weights, unsigned bits) {
  return {{scale, parts, weights, bits}};
}
void pixel_mixture(const pixel_scale&&, detail::borrowed<logistic_parameters>,
                   detail::borrowed<std::uint32_t>, unsigned) = delete;

}  // namespace ansatz
