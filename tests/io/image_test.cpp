#include <gtest/gtest.h>

#include <ansatz/io/image.hpp>

namespace ansatz {
namespace {

TEST(image_shape, counts_numbers_and_does_not_wrap_around) {
  EXPECT_EQ((image_shape{7, 13, 1}.size()), 91u);
  EXPECT_EQ((image_shape{7, 13, 3}.size()), 273u);
  EXPECT_EQ((image_shape{0, 13, 3}.size()), 0u);
  EXPECT_EQ((image_shape{0xffffffff, 0xffffffff, 1}.size()), 0xffffffffull * 0xffffffffull);
  EXPECT_EQ((image_shape{0xffffffff, 0xffffffff, 3}.size()), ~0ull);
  static_assert(image_shape{2, 2, 3}.size() == 12);
}

TEST(image_shape, orders_by_height_width_and_channels) {
  EXPECT_LT((image_shape{1, 9, 3}), (image_shape{2, 1, 1}));
  EXPECT_LT((image_shape{2, 1, 1}), (image_shape{2, 1, 3}));
}

TEST(image, is_equal_where_shape_and_pixels_are) {
  const image a{{1, 2, 1}, {3, 4}};
  EXPECT_EQ(a, (image{{1, 2, 1}, {3, 4}}));
  EXPECT_NE(a, (image{{2, 1, 1}, {3, 4}}));
  EXPECT_NE(a, (image{{1, 2, 1}, {3, 5}}));
}

}  // namespace
}  // namespace ansatz
