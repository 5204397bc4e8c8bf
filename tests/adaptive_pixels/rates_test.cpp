#include <gtest/gtest.h>

#include <adaptive_pixels/adaptive_pixels.hpp>
#include <ansatz/io/image_files.hpp>
#include <ansatz/stack/tally.hpp>
#include <string>
#include <tuple>

#include "data.hpp"

/// Photographs, each just above what was measured (codecs/adaptive_pixels/spec.md).
namespace ansatz {
namespace {

class adaptive_pixels_rates : public ::testing::TestWithParam<std::tuple<const char*, bool, bool, double>> {};

TEST_P(adaptive_pixels_rates, stay_below_their_bound) {
  const auto& [name, blended, parity, bound] = GetParam();
  const auto path = testing::data_path(("kodak/" + std::string{name} + ".png").c_str());
  ANSATZ_NEEDS_DATA(path);
#ifndef NDEBUG
  GTEST_SKIP() << "takes minutes under the sanitizers";
#endif
  const image photograph = read_images(path).front();
  const auto codec = adaptive_pixels(photograph.shape, {.blended = blended, .parity = parity});
  EXPECT_LE(cost(codec, photograph).to_double() / static_cast<double>(photograph.shape.size()), bound);
}

INSTANTIATE_TEST_SUITE_P(
    data, adaptive_pixels_rates,
    ::testing::Values(std::tuple{"kodim03", false, false, 2.211}, std::tuple{"kodim03", true, false, 2.180},
                      std::tuple{"kodim03", true, true, 2.160}, std::tuple{"kodim05", false, false, 3.275},
                      std::tuple{"kodim05", true, false, 3.189}, std::tuple{"kodim05", true, true, 3.084}),
    [](const auto& photograph) {
      return std::string{std::get<0>(photograph.param)} + (std::get<1>(photograph.param) ? "_blended" : "") +
             (std::get<2>(photograph.param) ? "_parity" : "");
    });

}  // namespace
}  // namespace ansatz
