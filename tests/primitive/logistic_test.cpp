#include <ansatz/primitive/logistic.hpp>
#include <ansatz/testing/laws.hpp>

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 24;

ANSATZ_LAWS(logistic_of_seven_bits, floored_logistic(equal_mass_buckets(3), {one / 2, 1 << 16}, 7),
            rc::gen::inRange(0u, 8u));
ANSATZ_LAWS(logistic_of_24_bits, floored_logistic(integer_buckets(256), {-9 * one, 1 << 13}, 24),
            rc::gen::inRange(0u, 256u));

TEST(logistic, is_the_codec_of_its_model) {
  const logistic_parameters p{one, 1 << 15};
  const bucket_set b = equal_mass_buckets(4);
  EXPECT_EQ(logistic(b, p, 16).distribution.interval_of(9), (logistic_model{b, p, 16}.interval_of(9)));
  EXPECT_EQ(floored_logistic(b, p, 16).distribution.interval_of(9),
            (floored_logistic_model{b, p, 16}.interval_of(9)));
}

}  // namespace
}  // namespace ansatz
