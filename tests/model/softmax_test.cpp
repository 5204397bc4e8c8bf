#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/model/softmax.hpp>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace ansatz {
namespace {

/// The shortcut is near enough to decide what it decides: all of 2^24 arguments are within 7.
TEST(exponential, takes_a_shortcut_to_the_same_number) {
  std::int64_t worst = 0;
  for (std::int64_t q24 = 0; q24 < bits::one; q24 += 23)
    worst = std::max(worst, std::abs(static_cast<std::int64_t>(detail::exp2_minus_nearly({q24})) -
                                     static_cast<std::int64_t>(exp2_minus({q24}))));
  EXPECT_LE(worst, 16);  // of 64
  for (const std::int64_t q24 : {std::int64_t{0}, bits::one - 1, bits::one / 2})
    EXPECT_NEAR(static_cast<double>(detail::exp2_minus_nearly({q24})), static_cast<double>(exp2_minus({q24})),
                16);
}

TEST(exponential, is_close_everywhere) {
  for (std::int32_t x = -(20 << 16); x <= 20 << 16; x += 1013) {
    const double expected = std::exp(x / 65536.0);
    EXPECT_NEAR(static_cast<double>(exponential(x, 32)) * 0x1p-32, expected, expected * 0x1p-22 + 0x1p-32)
        << x;
  }
  static_assert(exponential(0, 30) == 1u << 30);
  static_assert(exponential(-(32 << 16), 16) == 0);
  EXPECT_THROW(exponential(33 << 16, 0), domain_error);
  EXPECT_THROW(exponential(32 << 16, 32), domain_error);
  EXPECT_NO_THROW(exponential(20 << 16, 33));
}

TEST(softmax, sums_to_one_exactly_and_is_close) {
  const std::vector<std::vector<std::int32_t>> all{{0},
                                                   {0, 0, 0},
                                                   {-100000, 65536, 7, 8, 65536},
                                                   {1 << 30, 0},
                                                   {INT32_MAX, INT32_MIN},
                                                   {-(24 << 16), 24 << 16, 0}};
  for (const auto& logits : all) {
    std::vector<std::uint32_t> weights(logits.size());
    softmax(logits, weights);
    EXPECT_EQ(std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}), 1u << 30);
    double sum = 0;
    const double most = *std::ranges::max_element(logits) / 65536.0;
    for (const std::int32_t l : logits) sum += std::exp(l / 65536.0 - most);
    for (std::size_t i = 0; i < logits.size(); ++i)
      EXPECT_NEAR(weights[i] * 0x1p-30, std::exp(logits[i] / 65536.0 - most) / sum, 1e-6);
  }
  std::array<std::uint32_t, 2> weights;
  EXPECT_THROW(softmax({}, {}), domain_error);
  EXPECT_THROW(softmax(std::array<std::int32_t, 3>{}, weights), domain_error);
}

}  // namespace
}  // namespace ansatz
