#pragma once
#include <ansatz/model/logistic.hpp>
#include <ansatz/primitive/detail/on_buckets.hpp>

namespace ansatz {

/// `logistic(buckets, parameters, bits)`: the codec of a bucket's number under a logistic distribution,
/// with a total of 2^bits: see `logistic_model`. Rate: -log2 of the bucket's mass. Pushing a bucket so far
/// off that it owns nothing throws `domain_error`. Many at once: `logistic_array`.
inline constexpr detail::codec_on_buckets<logistic_model> logistic;

/// The same with every bucket possible.
inline constexpr detail::codec_on_buckets<floored_logistic_model> floored_logistic;

using logistic_codec = modelled_codec<logistic_model>;
using floored_logistic_codec = modelled_codec<floored_logistic_model>;

}  // namespace ansatz
