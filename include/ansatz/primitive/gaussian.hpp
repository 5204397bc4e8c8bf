#pragma once
#include <ansatz/model/gaussian.hpp>
#include <ansatz/primitive/modelled.hpp>

namespace ansatz {

using gaussian_codec = modelled_codec<gaussian_model>;
using floored_gaussian_codec = modelled_codec<floored_gaussian_model>;

/// The codec of a bucket's number under a Gaussian, with a total of 2^bits: see `gaussian_model`. Rate: -log2
/// of the bucket's mass. Pushing a bucket so far off that it owns nothing throws `domain_error`. Many at
/// once: `gaussian_array`.
inline gaussian_codec gaussian(const bucket_set& buckets, gaussian_parameters p, unsigned bits) {
  return {{buckets, p, bits}};
}

/// The same with every bucket possible.
inline floored_gaussian_codec floored_gaussian(const bucket_set& buckets, gaussian_parameters p,
                                               unsigned bits) {
  return {{buckets, p, bits}};
}

}  // namespace ansatz
