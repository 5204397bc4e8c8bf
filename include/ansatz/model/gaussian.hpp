#pragma once
#include <ansatz/model/detail/on_buckets.hpp>
#include <cstdint>

namespace ansatz {

/// N(mean, stddev^2) in fixed point, in the measure of the buckets that it is used on: with f fraction bits,
/// as the buckets have them, the mean is Q(f) and 1 / stddev is Q(40 - f). On buckets within +-128 that is
/// Q24 and Q16. `gaussian_from` makes them of real numbers.
struct gaussian_parameters {
  std::int32_t mean = 0;
  std::uint32_t inverse_stddev = 1 << 16;  ///< 1 to 2^30
};

/// A Gaussian on buckets: symbol i with the integer CDF G(i) = floor(2^bits Phi((cut(i) - mean) / stddev)),
/// G(0) = 0, G(count) = 2^bits. Far buckets may own nothing.
using gaussian_model = detail::on_buckets<detail::normal_shape, gaussian_parameters, false>;

/// The same with every bucket possible: G(i) = i + floor((2^bits - count) Phi((cut(i) - mean) / stddev)). For
/// a posterior that is itself popped while encoding, as in a prior made by bits back, where any bucket may be
/// pushed.
using floored_gaussian_model = detail::on_buckets<detail::normal_shape, gaussian_parameters, true>;

}  // namespace ansatz
