#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/idx.hpp>
#include <random>

#include "data.hpp"
#include "images.hpp"

namespace ansatz {
namespace {

TEST(binarize, draws_what_numpy_draws) {
  // RandomState(0).random_sample(): 0.5488, 0.7152, 0.6028, 0.5449, 0.4237, 0.6459, 0.4376, 0.8918, 0.9637,
  // 0.3834.
  const std::vector<std::uint8_t> just_below{139, 182, 153, 138, 108, 164, 111, 227, 245, 97};
  std::vector<std::uint8_t> just_above = just_below;
  for (auto& v : just_above) ++v;
  EXPECT_EQ(binarize(just_below, 0), std::vector<std::uint8_t>(10, 0));
  EXPECT_EQ(binarize(just_above, 0), std::vector<std::uint8_t>(10, 1));
}

TEST(binarize, decides_as_a_comparison_in_binary64_does) {
  std::vector<std::uint8_t> pixels;
  for (int i = 0; i < 200000; ++i) pixels.push_back(static_cast<std::uint8_t>(i));
  const auto ours = binarize(pixels, 7);
  std::mt19937 random{7};
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    const double a = static_cast<double>(random() >> 5), b = static_cast<double>(random() >> 6);
    ASSERT_EQ(ours[i], (a * 67108864.0 + b) / 9007199254740992.0 < pixels[i] / 255.0 ? 1 : 0) << i;
  }
}

TEST(binarize, of_images_goes_on_from_one_to_the_next) {
  const image_set images{testing::noise({2, 3, 3}, 1), testing::noise({5, 1, 1}, 2)};
  std::vector<std::uint8_t> flat = images[0].pixels;
  flat.insert(flat.end(), images[1].pixels.begin(), images[1].pixels.end());
  const auto bits = binarize(flat, 3);
  const image_set ours = binarized(images, 3);
  EXPECT_EQ(ours[1].shape, images[1].shape);
  EXPECT_EQ(ours[0].pixels, std::vector<std::uint8_t>(bits.begin(), bits.begin() + 18));
  EXPECT_EQ(ours[1].pixels, std::vector<std::uint8_t>(bits.begin() + 18, bits.end()));
  EXPECT_TRUE(is_binary(ours));
  EXPECT_FALSE(is_binary(images));
  EXPECT_FALSE(is_binary({ours[0], image{{1, 1, 1}, {2}}}));
  EXPECT_TRUE(is_binary({}));
}

TEST(binarize, of_the_mnist_test_set_has_its_number_of_ones) {
  const auto path = testing::data_path("mnist/t10k-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(path);
  const auto pixels = binarize(read_idx(path).data, 0);
  const double mean = static_cast<double>(std::ranges::count(pixels, 1)) / static_cast<double>(pixels.size());
  EXPECT_NEAR(mean, 0.1325, 0.0005);  // the mean pixel is 33.79 / 255
}

}  // namespace
}  // namespace ansatz
