#pragma once
#include <ansatz/model/detail/on_buckets.hpp>
#include <cstdint>

namespace ansatz {

/// A logistic distribution in fixed point, in the measure of its buckets: with f fraction bits, as these have
/// them, the mean is Q(f) and 1 / scale is Q(40 - f); Q24 and Q16 on buckets within +-128. `logistic_from`
/// makes them of real numbers.
///
/// The argument of F is Q16: where a bucket is narrower than 2^-13 scales its mass is coarse (see the page).
struct logistic_parameters {
  std::int32_t mean = 0;
  std::uint32_t inverse_scale = 1 << 16;  ///< 1 to 2^30
};

/// A logistic distribution on buckets: symbol i with the integer CDF G(i) = floor(2^bits F((cut(i) - mean) /
/// scale)), G(0) = 0, G(count) = 2^bits, F(t) = 1 / (1 + e^-t). Far buckets may own nothing.
using logistic_model = detail::on_buckets<detail::logistic_shape, logistic_parameters, false>;

/// The same with every bucket possible: G(i) = i + floor((2^bits - count) F((cut(i) - mean) / scale)).
using floored_logistic_model = detail::on_buckets<detail::logistic_shape, logistic_parameters, true>;

}  // namespace ansatz
