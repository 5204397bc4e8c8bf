#include <ansatz/primitive/logistic.hpp>
#include <ansatz/testing/laws.hpp>

#include "primitive/on_buckets.hpp"

namespace ansatz {
namespace {

ANSATZ_LAWS(logistic_of_seven_bits, floored_logistic(equal_mass_buckets(3), {1 << 23, 1 << 16}, 7),
            rc::gen::inRange(0u, 8u));
ANSATZ_LAWS(logistic_of_24_bits, floored_logistic(integer_buckets(256), {-9 * (1 << 24), 1 << 13}, 24),
            rc::gen::inRange(0u, 256u));

TEST(logistic, is_the_codec_of_its_model) {
  testing::expect_codecs_of<logistic_model, floored_logistic_model>(logistic, floored_logistic);
}

}  // namespace
}  // namespace ansatz
