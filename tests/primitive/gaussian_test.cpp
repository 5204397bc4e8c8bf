#include <ansatz/primitive/gaussian.hpp>
#include <ansatz/testing/laws.hpp>

#include "primitive/on_buckets.hpp"

namespace ansatz {
namespace {

constexpr std::int32_t one = 1 << 24;

ANSATZ_LAWS(gaussian_of_seven_bits, gaussian(equal_mass_buckets(3), {one / 2, 1 << 16}, 7),
            rc::gen::inRange(0u, 8u));
ANSATZ_LAWS(gaussian_of_24_bits, gaussian(equal_mass_buckets(10), {-one / 2, 1 << 17}, 24),
            rc::gen::inRange(0u, 1000u));
ANSATZ_LAWS(gaussian_of_16_bit_audio, floored_gaussian(integer_buckets(-32768, 32767), {one, 1 << 18}, 24),
            rc::gen::inRange(0u, 65536u));

TEST(gaussian, is_the_codec_of_its_model) {
  testing::expect_codecs_of<gaussian_model, floored_gaussian_model>(gaussian, floored_gaussian);
}

}  // namespace
}  // namespace ansatz
