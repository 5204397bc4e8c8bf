#pragma once
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/detail/on_buckets.hpp>

namespace ansatz {

/// `gaussian(buckets, parameters, bits)`: the codec of a bucket's number under a Gaussian, with a total of
/// 2^bits: see `gaussian_model`. Rate: -log2 of the bucket's mass. Pushing a bucket so far off that it owns
/// nothing throws `domain_error`. Many at once: `gaussian_array`.
inline constexpr detail::codec_on_buckets<gaussian_model> gaussian;

/// The same with every bucket possible.
inline constexpr detail::codec_on_buckets<floored_gaussian_model> floored_gaussian;

using gaussian_codec = modelled_codec<gaussian_model>;
using floored_gaussian_codec = modelled_codec<floored_gaussian_model>;

}  // namespace ansatz
