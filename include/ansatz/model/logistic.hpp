#pragma once
#include <ansatz/model/detail/on_buckets.hpp>
#include <cstdint>
#include <utility>
#include <vector>

namespace ansatz {

/// A logistic distribution in fixed point.
struct logistic_parameters {
  std::int32_t mean = 0;                  ///< Q24
  std::uint32_t inverse_scale = 1 << 16;  ///< Q16, 1 to 2^30
};

namespace detail {

template <bool Floored>
struct logistic_on_buckets : on_buckets<logistic_shape, Floored> {
  logistic_on_buckets(const bucket_set& buckets, logistic_parameters p, unsigned bits)
      : on_buckets<logistic_shape, Floored>{buckets, p.mean, p.inverse_scale, bits} {}
};

}  // namespace detail

/// A logistic distribution on buckets: symbol i with the integer CDF G(i) = floor(2^bits F((cut(i) - mean) /
/// scale)), G(0) = 0, G(count) = 2^bits, F(t) = 1 / (1 + e^-t). Far buckets may own nothing. The buckets must
/// outlive the model.
using logistic_model = detail::logistic_on_buckets<false>;

/// The same with every bucket possible: G(i) = i + floor((2^bits - count) F((cut(i) - mean) / scale)).
using floored_logistic_model = detail::logistic_on_buckets<true>;

}  // namespace ansatz
