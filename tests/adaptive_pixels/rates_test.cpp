#include <gtest/gtest.h>

#include <adaptive_pixels/adaptive_pixels.hpp>
#include <ansatz/io/image_files.hpp>
#include <ansatz/io/landscapes.hpp>
#include <ansatz/stack/tally.hpp>
#include <string>
#include <tuple>

#include "data.hpp"

/// With the model that comes along, each just above what was measured (codecs/adaptive_pixels/spec.md).
namespace ansatz {
namespace {

double bits_a_number(const image& x, adaptive_pixels_settings how) {
  static const pixel_model model{safetensors::load(ANSATZ_PIXEL_MODEL)};
  return cost(adaptive_pixels(model, x.shape, how), x).to_double() / static_cast<double>(x.shape.size());
}

class adaptive_pixels_rates : public ::testing::TestWithParam<std::tuple<const char*, bool, bool, double>> {};

TEST_P(adaptive_pixels_rates, stay_below_their_bound) {
  const auto& [name, blended, parity, bound] = GetParam();
  const auto path = testing::data_path(("kodak/" + std::string{name} + ".png").c_str());
  ANSATZ_NEEDS_DATA(path);
#ifndef NDEBUG
  GTEST_SKIP() << "takes minutes under the sanitizers";
#endif
  EXPECT_LE(bits_a_number(read_images(path).front(), {.blended = blended, .parity = parity}), bound);
}

INSTANTIATE_TEST_SUITE_P(data, adaptive_pixels_rates,
                         ::testing::Values(std::tuple{"kodim03", false, true, 2.143},
                                           std::tuple{"kodim03", true, false, 2.069},
                                           std::tuple{"kodim03", true, true, 2.030},
                                           std::tuple{"kodim05", false, true, 3.099}),
                         [](const auto& photograph) {
                           return std::string{std::get<0>(photograph.param)} +
                                  (std::get<1>(photograph.param) ? "_blended" : "_single") +
                                  (std::get<2>(photograph.param) ? "_parity" : "");
                         });

/// The same that needs no data.
TEST(adaptive_pixels_rates, of_a_landscape_stay_below_their_bound) {
  EXPECT_LE(bits_a_number(drawn_landscape(120, 160, 1), {.blended = false}), 2.787);
  EXPECT_LE(bits_a_number(drawn_landscape(120, 160, 1), {}), 2.712);
  EXPECT_LE(bits_a_number(drawn_landscape(120, 160, 1, true), {.parity = true}), 1.586);
}

}  // namespace
}  // namespace ansatz
