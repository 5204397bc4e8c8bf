#include <algorithm>
#include <ansatz/error.hpp>
#include <ansatz/interval.hpp>
#include <ansatz/model/real.hpp>
#include <cmath>
#include <ieee_arithmetic.hpp>
#include <limits>
#include <model/real_math.hpp>
#include <string>

namespace ansatz {
namespace {

[[noreturn]] void refuse(const char* door, const std::string& why) {
  throw domain_error(std::string{door} + ": " + why);
}

/// To the nearest integer, halves up. Doors ask first whether roundings are what they are everywhere.
double rounded(double x) {
  require_ieee_arithmetic();
  return std::floor(x + 0.5);
}

/// Mean and inverse scale in the measure of buckets.
template <class Parameters>
Parameters location_scale_from(const char* door, const bucket_set& buckets, double mean, double scale) {
  if (!std::isfinite(mean)) refuse(door, "the mean is not finite");
  if (!(scale > 0) || !std::isfinite(scale)) refuse(door, "the scale must be positive and finite");
  const int bits = buckets.fraction_bits();
  const double fixed = rounded(std::ldexp(mean, bits)), inverse = std::ldexp(1.0, 40 - bits) / scale;
  if (!(fixed >= std::numeric_limits<std::int32_t>::min() &&
        fixed <= std::numeric_limits<std::int32_t>::max()))
    refuse(door, "the mean must lie within +-2^" + std::to_string(31 - bits) + " on these buckets");
  if (!(inverse >= 1 && inverse <= 1 << 30))
    refuse(door, "the scale must lie in [2^" + std::to_string(10 - bits) + ", 2^" +
                     std::to_string(40 - bits) + "] on these buckets");
  return {static_cast<std::int32_t>(fixed), static_cast<std::uint32_t>(rounded(inverse))};
}

void check_sizes(const char* door, std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size()) refuse(door, "the spans are of different sizes");
}

/// one(numbers...) of each element, and which one it was that is refused.
template <class One>
auto each(std::size_t size, const One& one) {
  std::vector<decltype(one(std::size_t{}))> out;
  out.reserve(size);
  for (std::size_t i = 0; i < size; ++i) try {
      out.push_back(one(i));
    } catch (const domain_error& e) {
      throw domain_error(std::string{e.what()} + ", element " + std::to_string(i));
    }
  return out;
}

template <class Parameters>
std::vector<Parameters> location_scales_from(const char* door, const bucket_set& buckets,
                                             std::span<const double> means, std::span<const double> scales) {
  check_sizes(door, means, scales);
  return each(means.size(), [&](std::size_t i) {
    return location_scale_from<Parameters>(door, buckets, means[i], scales[i]);
  });
}

/// Numbers that are not negative, in proportion; the largest is 2^52, a positive one at least 1.
std::vector<std::uint64_t> weights_of(std::span<const double> x, double largest) {
  return each(x.size(), [&](std::size_t i) {
    const auto scaled = static_cast<std::uint64_t>(x[i] / largest * 0x1p52);
    return scaled == 0 && x[i] > 0 ? 1 : scaled;
  });
}

/// The largest of numbers that must be finite and not negative, one of them positive.
double largest_of(const char* door, const char* what, std::span<const double> x) {
  require_ieee_arithmetic();
  double largest = 0;
  for (const double p : x) {
    if (!(p >= 0) || !std::isfinite(p))
      refuse(door, std::string{"a "} + what + " is NaN, infinite or negative");
    largest = std::max(largest, p);
  }
  if (largest == 0) refuse(door, std::string{"no "} + what + " is positive");
  return largest;
}

}  // namespace

gaussian_parameters gaussian_from(const bucket_set& buckets, double mean, double sigma) {
  return location_scale_from<gaussian_parameters>("gaussian_from", buckets, mean, sigma);
}
std::vector<gaussian_parameters> gaussian_from(const bucket_set& buckets, std::span<const double> means,
                                               std::span<const double> sigmas) {
  return location_scales_from<gaussian_parameters>("gaussian_from", buckets, means, sigmas);
}

logistic_parameters logistic_from(const bucket_set& buckets, double mean, double scale) {
  return location_scale_from<logistic_parameters>("logistic_from", buckets, mean, scale);
}
std::vector<logistic_parameters> logistic_from(const bucket_set& buckets, std::span<const double> means,
                                               std::span<const double> scales) {
  return location_scales_from<logistic_parameters>("logistic_from", buckets, means, scales);
}

std::vector<logistic_component> logistic_mixture_from(const bucket_set& buckets,
                                                      std::span<const double> weights,
                                                      std::span<const double> means,
                                                      std::span<const double> scales) {
  constexpr const char* door = "logistic_mixture_from";
  check_sizes(door, weights, means);
  const auto parameters = logistic_from(buckets, means, scales);
  const auto large = weights_of(weights, largest_of(door, "weight", weights));
  uint128 sum = 0;
  for (const std::uint64_t w : large) sum += w;
  std::vector<logistic_component> out;
  std::uint32_t left = 1u << 16;
  for (std::size_t k = 0; k < large.size(); ++k) {
    const auto weight = static_cast<std::uint32_t>((static_cast<uint128>(large[k]) << 16) / sum);
    out.push_back({parameters[k].mean, parameters[k].inverse_scale, weight});
    left -= weight;
  }
  out[static_cast<std::size_t>(std::ranges::max_element(large) - large.begin())].weight += left;
  return out;
}

double real_representative(const bucket_set& buckets, std::size_t i) {
  return std::ldexp(static_cast<double>(buckets.representative(i)), -buckets.fraction_bits());
}

std::uint32_t ones_from(double probability, unsigned bits) {
  require_ieee_arithmetic();
  if (!(probability >= 0 && probability <= 1)) refuse("ones_from", "a probability must lie in [0, 1]");
  const std::uint32_t count = precision{bits}.count();
  if (probability == 0 || probability == 1) return probability == 0 ? 0 : count;
  if (bits == 0) refuse("ones_from", "two possible symbols need a total of at least 2");
  return static_cast<std::uint32_t>(std::clamp(rounded(probability * count), 1.0, count - 1.0));
}

std::int32_t q16_from(double x) {
  if (!(x > -32768 && x < 32767.5)) refuse("q16_from", "a number is NaN, or beyond +-2^15");
  return static_cast<std::int32_t>(rounded(x * 65536));
}
std::vector<std::int32_t> q16_from(std::span<const double> x) {
  return each(x.size(), [&](std::size_t i) { return q16_from(x[i]); });
}

std::int32_t log_from(double x) {
  require_ieee_arithmetic();
  const double log = x > 0 && std::isfinite(x) ? real::log(x) : 31;
  if (!(log >= -30 && log <= 30)) refuse("log_from", "a number must lie in [e^-30, e^30]");
  return q16_from(log);
}
std::vector<std::int32_t> log_from(std::span<const double> x) {
  return each(x.size(), [&](std::size_t i) { return log_from(x[i]); });
}

std::vector<std::uint64_t> weights_from_probabilities(std::span<const double> probabilities) {
  return weights_of(probabilities, largest_of("weights_from_probabilities", "probability", probabilities));
}

std::vector<std::uint64_t> weights_from_logits(std::span<const double> x) {
  require_ieee_arithmetic();
  constexpr double infinite = std::numeric_limits<double>::infinity();
  double largest = -infinite;
  for (const double l : x) {
    if (!(l < infinite)) refuse("weights_from_logits", "a number is NaN or plus infinity");
    largest = std::max(largest, l);
  }
  if (largest == -infinite) refuse("weights_from_logits", "no number is above minus infinity");
  return each(x.size(), [&](std::size_t i) {
    if (x[i] == -infinite) return std::uint64_t{0};
    return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(real::exp(x[i] - largest) * 0x1p52));
  });
}

}  // namespace ansatz
