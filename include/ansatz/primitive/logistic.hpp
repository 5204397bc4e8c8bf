#pragma once
#include <ansatz/model/logistic.hpp>
#include <ansatz/primitive/modelled.hpp>

namespace ansatz {

using logistic_codec = modelled_codec<logistic_model>;
using floored_logistic_codec = modelled_codec<floored_logistic_model>;

/// The codec of a bucket's number under a logistic distribution, with a total of 2^bits: see
/// `logistic_model`. Rate: -log2 of the bucket's mass. Pushing a bucket so far off that it owns nothing
/// throws `domain_error`. Many at once: `logistic_array`.
inline logistic_codec logistic(const bucket_set& buckets, logistic_parameters p, unsigned bits) {
  return {{buckets, p, bits}};
}

/// The same with every bucket possible.
inline floored_logistic_codec floored_logistic(const bucket_set& buckets, logistic_parameters p,
                                               unsigned bits) {
  return {{buckets, p, bits}};
}

}  // namespace ansatz
