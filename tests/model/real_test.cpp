#include <gtest/gtest.h>

#include <ansatz/model/categorical.hpp>
#include <ansatz/model/real.hpp>
#include <array>
#include <cmath>
#include <limits>

#include "arithmetic_modes.hpp"
#include "tiling.hpp"

namespace ansatz {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity(),
                 nan = std::numeric_limits<double>::quiet_NaN();

/// Of a distribution with CDF `cdf` on integer buckets under a model: expected bits, and the entropy.
template <class Model, class Cdf>
std::pair<double, double> rates(const Model& m, std::int64_t low, std::int64_t high, const Cdf& cdf) {
  double rate = 0, entropy = 0, below = 0;
  const double total = m.total().count();
  for (std::int64_t v = low; v <= high; ++v) {
    const double up = v == high ? 1 : cdf(static_cast<double>(v) + 0.5), p = up - below;
    below = up;
    if (p < 1e-15) continue;
    rate += p * std::log2(total / m.interval_of(static_cast<std::uint32_t>(v - low)).freq);
    entropy -= p * std::log2(p);
  }
  return {rate, entropy};
}
double normal(double t) { return std::erfc(-t / std::sqrt(2.0)) / 2; }
double logistic_of(double t) { return 1 / (1 + std::exp(-t)); }

TEST(gaussian_from, is_coded_at_its_entropy_however_wide) {
  const bucket_set b = integer_buckets(-65536, 65535);
  for (const double mean : {0.0, -311.37, 40000.25})
    for (const double sigma : {0.7, 3.3, 100.0, 1000.0, 10000.0, 30000.0, 200000.0}) {
      const auto [rate, entropy] = rates(floored_gaussian_model{b, gaussian_from(b, mean, sigma), 31}, -65536,
                                         65535, [&](double x) { return normal((x - mean) / sigma); });
      EXPECT_GE(rate, entropy - 1e-9);
      EXPECT_LE(rate, entropy * 1.001) << mean << ' ' << sigma;
    }
}

TEST(logistic_from, is_coded_at_its_entropy_where_a_bucket_is_no_narrower_than_2_to_the_minus_13) {
  const bucket_set b = integer_buckets(-65536, 65535);
  for (const double mean : {0.0, 40000.25})
    for (const double scale : {0.7, 100.0, 1000.0, 8000.0}) {
      const auto [rate, entropy] = rates(floored_logistic_model{b, logistic_from(b, mean, scale), 31}, -65536,
                                         65535, [&](double x) { return logistic_of((x - mean) / scale); });
      EXPECT_LE(rate, entropy * 1.001) << mean << ' ' << scale;
    }
}

TEST(gaussian_from, gives_the_integers_that_are_meant) {
  const bucket_set near = equal_mass_buckets(8), far = integer_buckets(-65536, 65535);
  const gaussian_parameters a = gaussian_from(near, -1.5, 0.25), b = gaussian_from(far, -1.5, 0.25);
  EXPECT_EQ(a.mean, -3 << 23);
  EXPECT_EQ(a.inverse_stddev, 4u << 16);
  EXPECT_EQ(b.mean, -3 << 13);
  EXPECT_EQ(b.inverse_stddev, 4u << 26);
  const auto many = gaussian_from(near, std::array{0.0, -1.5}, std::array{1.0, 0.25});
  EXPECT_EQ(many[1].mean, a.mean);
  EXPECT_EQ(many[0].inverse_stddev, 1u << 16);
  const logistic_parameters l = logistic_from(near, 2, 4);
  EXPECT_EQ(l.mean, 2 << 24);
  EXPECT_EQ(l.inverse_scale, 1u << 14);
}

TEST(gaussian_from, refuses_what_the_integers_cannot_hold) {
  const bucket_set b = equal_mass_buckets(8);
  for (const double mean : {nan, inf, -inf, 128.0, -129.0, 1e300})
    EXPECT_THROW(gaussian_from(b, mean, 1), domain_error) << mean;
  for (const double sigma : {nan, inf, 0.0, -0.0, -1.0, 1e-5, 70000.0, 1e-310})
    EXPECT_THROW(gaussian_from(b, 0, sigma), domain_error) << sigma;
  EXPECT_NO_THROW(gaussian_from(b, 127.9, 0x1p-14));
  EXPECT_NO_THROW(gaussian_from(b, -128, 65536));
  EXPECT_THROW(gaussian_from(b, std::array{1.0}, std::array{1.0, 2.0}), domain_error);
  try {
    logistic_from(b, std::array{1.0, 0.0}, std::array{1.0, 0.0});
    FAIL();
  } catch (const domain_error& e) {
    EXPECT_STREQ(e.what(), "logistic_from: the scale must be positive and finite, element 1");
  }
}

TEST(logistic_mixture_from, shares_the_weights_out_exactly) {
  const bucket_set b = integer_buckets(256);
  const std::array weights{1.0, 1.0, 1.0, 0.0}, means{-3.0, 0.0, 3.0, 9.0}, scales{1.0, 2.0, 0.5, 1.0};
  const auto parts = logistic_mixture_from(b, weights, means, scales);
  EXPECT_EQ(parts[0].weight, 21846u);
  EXPECT_EQ(parts[1].weight, 21845u);
  EXPECT_EQ(parts[3].weight, 0u);
  EXPECT_EQ(parts[2].inverse_scale, 2u << 16);
  EXPECT_NO_THROW((logistic_mixture_model{b, parts, 16}));
  EXPECT_THROW(logistic_mixture_from(b, std::array{-1.0}, std::array{1.0}, std::array{1.0}), domain_error);
  EXPECT_THROW(logistic_mixture_from(b, std::array{0.0}, std::array{1.0}, std::array{1.0}), domain_error);
  EXPECT_THROW(logistic_mixture_from(b, {}, {}, {}), domain_error);
  EXPECT_THROW(logistic_mixture_from(b, weights, means, std::array{1.0}), domain_error);
}

TEST(real_representative, is_in_units_whatever_the_set) {
  EXPECT_EQ(real_representative(integer_buckets(256), 3), -125);
  EXPECT_EQ(real_representative(integer_buckets(-65536, 65535), 0), -65536);
  EXPECT_THROW(real_representative(integer_buckets(2), 2), domain_error);
}

TEST(ones_from, keeps_the_possible_possible) {
  EXPECT_EQ(ones_from(0.25, 8), 64u);
  EXPECT_EQ(ones_from(1e-300, 8), 1u);
  EXPECT_EQ(ones_from(1 - 1e-16, 8), 255u);
  EXPECT_EQ(ones_from(0, 8), 0u);
  EXPECT_EQ(ones_from(1, 31), 1u << 31);
  for (const double bad : {nan, inf, -1e-9, 1.1}) EXPECT_THROW(ones_from(bad, 8), domain_error);
  EXPECT_THROW(ones_from(0.5, 0), domain_error);
}

TEST(q16_from, rounds_to_the_nearest) {
  EXPECT_EQ(q16_from(-1.5), -3 << 15);
  EXPECT_EQ(q16_from(std::array{0.0, 1.0}), (std::vector<std::int32_t>{0, 65536}));
  for (const double bad : {nan, inf, -inf, 32768.0, -32768.0}) EXPECT_THROW(q16_from(bad), domain_error);
}

TEST(log_from, is_the_natural_logarithm) {
  EXPECT_EQ(log_from(1), 0);
  EXPECT_EQ(log_from(2), 45426);
  EXPECT_EQ(log_from(std::array{0.5}), std::vector<std::int32_t>{-45426});
  for (const double bad : {nan, inf, 0.0, -1.0, 1e14, 1e-14}) EXPECT_THROW(log_from(bad), domain_error);
}

TEST(weights_from_probabilities, keep_proportions_and_the_possible_possible) {
  const std::array p{0.5, 0.25, 0.0, 1e-300, 0.25};
  const auto m = categorical_model::from_weights(weights_from_probabilities(p), 16);
  EXPECT_EQ(testing::tiling_violation(m, testing::range<std::uint32_t>(0, 4)), "");
  EXPECT_NEAR(m.interval_of(0).freq, 32768, 3);
  EXPECT_EQ(m.interval_of(2).freq, 0u);
  EXPECT_EQ(m.interval_of(3).freq, 1u);
  for (const double bad : {nan, inf, -1e-9}) {
    const std::array q{0.5, bad};
    EXPECT_THROW(weights_from_probabilities(q), domain_error);
  }
  EXPECT_THROW(weights_from_probabilities({}), domain_error);
  EXPECT_THROW(weights_from_probabilities(std::array{0.0, 0.0}), domain_error);
}

TEST(weights_from_logits, are_a_softmax) {
  const auto w = weights_from_logits(std::array{-3.0, std::log(2.0) - 3, -inf, -1e6});
  EXPECT_EQ(w[1], std::uint64_t{1} << 52);
  EXPECT_NEAR(static_cast<double>(w[0]), 0x1p51, 4);
  EXPECT_EQ(w[2], 0u);
  EXPECT_EQ(w[3], 1u);
  for (const double bad : {nan, inf}) EXPECT_THROW(weights_from_logits(std::array{0.0, bad}), domain_error);
  EXPECT_THROW(weights_from_logits({}), domain_error);
  EXPECT_THROW(weights_from_logits(std::array{-inf}), domain_error);
}

/// Numbers that a processor set otherwise would round elsewhere are refused by every door.
TEST(doors_for_real_numbers, refuse_a_processor_that_computes_otherwise) {
  const bucket_set b = integer_buckets(1000);
  const std::vector<double> x{0.3, 0.7, 1.1};
  for (const auto& mode : testing::other_arithmetic_modes())
    testing::in_mode(mode, [&] {
      EXPECT_THROW((void)gaussian_from(b, 0.3, 0.7), error) << mode.name;
      EXPECT_THROW((void)gaussian_from(b, x, x), error) << mode.name;
      EXPECT_THROW((void)logistic_from(b, 0.3, 0.7), error) << mode.name;
      EXPECT_THROW((void)logistic_from(b, x, x), error) << mode.name;
      EXPECT_THROW((void)logistic_mixture_from(b, x, x, x), error) << mode.name;
      EXPECT_THROW((void)ones_from(0.3, 16), error) << mode.name;
      EXPECT_THROW((void)q16_from(0.3), error) << mode.name;
      EXPECT_THROW((void)q16_from(x), error) << mode.name;
      EXPECT_THROW((void)log_from(0.3), error) << mode.name;
      EXPECT_THROW((void)log_from(x), error) << mode.name;
      EXPECT_THROW((void)weights_from_probabilities(x), error) << mode.name;
      EXPECT_THROW((void)weights_from_logits(x), error) << mode.name;
      EXPECT_EQ(real_representative(b, 3), -497.0) << mode.name;  // exact, however it rounds
    });
  EXPECT_NO_THROW((void)gaussian_from(b, x, x));
}

/// Subnormal numbers, zeros of either sign and the ends of the range: the doors name a number or refuse it.
TEST(doors_for_real_numbers, take_no_number_for_another) {
  const bucket_set b = integer_buckets(1000);
  for (const double scale : {0.0, -0.0, -1.0, 0x1p-1074, -0x1p-1074, 0x1p1023, inf, -inf, nan}) {
    EXPECT_THROW((void)gaussian_from(b, 0, scale), domain_error) << scale;
    EXPECT_THROW((void)logistic_from(b, 0, scale), domain_error) << scale;
  }
  for (const double mean : {inf, -inf, nan, 0x1p1023, -0x1p1023, 0x1p40}) {
    EXPECT_THROW((void)gaussian_from(b, mean, 1), domain_error) << mean;
    EXPECT_THROW((void)logistic_from(b, mean, 1), domain_error) << mean;
  }
  EXPECT_EQ(gaussian_from(b, -0.0, 1).mean, 0);
  EXPECT_EQ(ones_from(-0.0, 16), 0u);
  EXPECT_EQ(ones_from(0x1p-1074, 16), 1u);
  EXPECT_EQ(weights_from_probabilities(std::array{0x1p-1074, 1.0, -0.0}),
            (std::vector<std::uint64_t>{1, 1ull << 52, 0}));
  for (const double x : {inf, -inf, nan, -0x1p-1074, -1.0}) {
    EXPECT_THROW((void)ones_from(x, 16), domain_error) << x;
    EXPECT_THROW((void)weights_from_probabilities(std::array{1.0, x}), domain_error) << x;
    EXPECT_THROW((void)log_from(x), domain_error) << x;
  }
}

}  // namespace
}  // namespace ansatz
