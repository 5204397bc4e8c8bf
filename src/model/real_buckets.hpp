#pragma once
#include <algorithm>
#include <ansatz/model/buckets.hpp>
#include <cstdint>
#include <model/real_math.hpp>

/// Buckets in binary64, for the rates that coding is compared with.
namespace ansatz::real {

/// Of a number in Q24.
inline double value_of(std::int32_t x) { return x * 0x1p-24; }

/// The bucket of a number.
inline std::uint32_t bucket_of(const bucket_set& buckets, double z) {
  std::uint32_t low = 0, high = buckets.count();
  while (high - low > 1) {
    const std::uint32_t middle = low + (high - low) / 2;
    (value_of(buckets.cut(middle)) <= z ? low : high) = middle;
  }
  return low;
}

/// log of the mass of bucket i under a distribution whose distribution function is cdf((z - mean) inverse),
/// cdf being symmetric about 0.
template <class Cdf>
double log_mass(const bucket_set& buckets, std::uint32_t i, double mean, double inverse, Cdf cdf) {
  const auto below = [&](std::uint32_t c) { return (value_of(buckets.cut(c)) - mean) * inverse; };
  const double low = i == 0 ? -200 : below(i), high = i + 1 == buckets.count() ? 200 : below(i + 1);
  // On the side of the smaller tail, where differences keep their digits.
  const double mass = low > 0 ? cdf(-low) - cdf(-high) : cdf(high) - cdf(low);
  return log(std::max(mass, 0x1p-300));
}

}  // namespace ansatz::real
