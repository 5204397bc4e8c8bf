#pragma once
#include <ansatz/model/logistic_mixture.hpp>
#include <ansatz/primitive/modelled.hpp>

namespace ansatz {

using logistic_mixture_codec = modelled_codec<logistic_mixture_model>;

/// The codec of a bucket's number under a mixture of logistic distributions, every bucket possible, with a
/// total of 2^bits: see `logistic_mixture_model`. The parts must outlive the codec. Many at once:
/// `logistic_mixture_array`.
inline logistic_mixture_codec logistic_mixture(const bucket_set& buckets,
                                               detail::borrowed<logistic_component> parts, unsigned bits) {
  return {{buckets, parts, bits}};
}

}  // namespace ansatz
