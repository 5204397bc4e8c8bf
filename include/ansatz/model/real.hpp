#pragma once
#include <ansatz/model/buckets.hpp>
#include <ansatz/model/gaussian.hpp>
#include <ansatz/model/logistic.hpp>
#include <ansatz/model/logistic_mixture.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Doors for real numbers: from means and scales, probabilities, logits and logarithms to the integers that
/// models are made of, for one and for many. From there on nothing is real.
///
/// Compiled, in `ansatz::model`; the same integers on every machine. A NaN, an infinity, a scale of 0 or a
/// number that the integers cannot hold throws `domain_error`: nothing is clamped. Spans must be of one size.
namespace ansatz {

/// N(mean, sigma^2) in the measure of these buckets, f = fraction_bits(): |mean| < 2^(31 - f) and 2^(10 - f)
/// <= sigma <= 2^(40 - f), rounded to the nearest; within +-128 that is sigma from 2^-14 to 2^16.
gaussian_parameters gaussian_from(const bucket_set& buckets, double mean, double sigma);
std::vector<gaussian_parameters> gaussian_from(const bucket_set& buckets, std::span<const double> means,
                                               std::span<const double> sigmas);

/// The logistic distribution of this mean and scale, in the same range.
logistic_parameters logistic_from(const bucket_set& buckets, double mean, double scale);
std::vector<logistic_parameters> logistic_from(const bucket_set& buckets, std::span<const double> means,
                                               std::span<const double> scales);

/// The parts of one mixture. The weights are not negative and need not be normalised; they are rounded down
/// to Q16, and what that leaves goes to the largest.
std::vector<logistic_component> logistic_mixture_from(const bucket_set& buckets,
                                                      std::span<const double> weights,
                                                      std::span<const double> means,
                                                      std::span<const double> scales);

/// What represents bucket i.
double real_representative(const bucket_set& buckets, std::size_t i);

/// The mass of 1, of 2^bits, of a probability in [0, 1], for `bernoulli`: rounded to the nearest, 0 and
/// 2^bits for the probabilities 0 and 1 alone, so that bits >= 1.
std::uint32_t ones_from(double probability, unsigned bits);

/// A logit, or another logarithm, to Q16: |x| < 2^15, rounded to the nearest.
std::int32_t q16_from(double x);
std::vector<std::int32_t> q16_from(std::span<const double> x);

/// log x in Q16, x in [e^-30, e^30]: of alpha and beta, for `beta_binomial`.
std::int32_t log_from(double x);
std::vector<std::int32_t> log_from(std::span<const double> x);

/// Weights for `categorical` in proportion to probabilities, which are not negative and need not be
/// normalised: of 52 bits, the largest 2^52, a positive one at least 1. Throws for none at all, or none
/// positive.
std::vector<std::uint64_t> weights_from_probabilities(std::span<const double> probabilities);

/// The same in proportion to e^x, for logits and natural logarithms of masses. Minus infinity has weight 0,
/// every other one at least 1.
std::vector<std::uint64_t> weights_from_logits(std::span<const double> x);

}  // namespace ansatz
