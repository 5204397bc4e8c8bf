#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/idx.hpp>
#include <resampled/resampled_inversion.hpp>

#include "data.hpp"
#include "drawn_ink.hpp"

namespace ansatz {
namespace {

using image_pixels = std::vector<std::uint8_t>;

TEST(resampled_inversion, finds_a_bitmap_of_drawn_ink) {
  resampled_inversion invert;
  unsigned found = 0, all = 0, same = 0;
  for (std::uint32_t side = 20; side <= 80; ++side)
    for (std::uint64_t seed = 1; seed <= 2; ++seed) {
      const resampled_image x = testing::drawn_ink(side, 1000 * side + seed);
      const auto pixels = x.pixels();
      const auto y = invert(pixels);
      ++all;
      if (!y) continue;
      ++found;
      EXPECT_EQ(y->pixels(), pixels) << side;
      EXPECT_LE(y->side, x.side);
      if (side < 40) same += *y == x ? 1u : 0u;
    }
  EXPECT_GE(found, all - 3) << "of " << all;
  EXPECT_GE(same, 38u) << "of 40 images from bitmaps so small that there is hardly another";
}

TEST(resampled_inversion, finds_a_bitmap_where_the_box_is_cut_off) {
  resampled_inversion invert;
  resampled_image x = testing::drawn_ink(33, 5);
  x.row = 9;
  const auto y = invert(x.pixels());
  ASSERT_TRUE(y.has_value());
  EXPECT_EQ(y->pixels(), x.pixels());
}

/// Pixels of the middle 20 x 20 by a function of a random number.
template <class F>
image_pixels middle(std::uint64_t seed, F value) {
  std::mt19937_64 random(seed);
  image_pixels pixels(784);
  for (std::size_t y = 4; y < 24; ++y)
    for (std::size_t x = 4; x < 24; ++x) pixels[y * 28 + x] = static_cast<std::uint8_t>(value(random()));
  return pixels;
}

TEST(resampled_inversion, finds_nothing_where_there_is_nothing) {
  resampled_inversion invert;
  EXPECT_FALSE(invert(image_pixels(784)).has_value());
  for (const int grey : {1, 128, 255})
    EXPECT_FALSE(invert(image_pixels(784, static_cast<std::uint8_t>(grey))).has_value());
  image_pixels one(784);
  one[14 * 28 + 14] = 77;
  EXPECT_FALSE(invert(one).has_value());
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    EXPECT_FALSE(invert(middle(seed, [](auto r) { return r; })).has_value());
    EXPECT_FALSE(invert(middle(seed, [](auto r) { return r % 5; })).has_value());
    EXPECT_FALSE(invert(middle(seed, [](auto r) { return 120 + r % 20; })).has_value());
    EXPECT_FALSE(invert(middle(seed, [](auto r) { return 240 + r % 16; })).has_value());
    EXPECT_FALSE(invert(middle(seed, [](auto r) { return r % 30 == 0 ? r >> 32 : 0; })).has_value());
  }
}

TEST(resampled_inversion, takes_any_black_and_white_box) {
  resampled_inversion invert;
  const auto pixels = middle(1, [](auto r) { return r % 2 == 0 ? 255 : 0; });
  const auto x = invert(pixels);
  ASSERT_TRUE(x.has_value());
  EXPECT_EQ(x->side, 20u);
  EXPECT_EQ(x->pixels(), pixels);
}

TEST(resampled_inversion, says_what_is_wrong) {
  resampled_inversion invert;
  EXPECT_THROW(invert(image_pixels(783)), domain_error);
  EXPECT_THROW(invert(image_pixels{}), domain_error);
}

TEST(resampled_inversion, finds_the_bitmaps_of_mnist) {
  const auto path = testing::data_path("mnist/train-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(path);
  const idx_array images = read_idx(path);
  constexpr unsigned count = 300;
  resampled_inversion invert, again;
  unsigned found = 0, usual = 0;
  for (unsigned k = 0; k < count; ++k) {
    const std::span pixels = std::span(images.data).subspan(std::size_t{784} * k, 784);
    const auto x = invert(pixels);
    if (!x) continue;
    ++found;
    EXPECT_TRUE(std::ranges::equal(x->pixels(), pixels)) << k;
    EXPECT_EQ(usual_place(x->box()), (resampled_place{x->row, x->column})) << k;
    usual += std::max(x->width, x->height) == x->side && x->top == usual_offset(x->side, x->height) &&
                     x->left == usual_offset(x->side, x->width)
                 ? 1u
                 : 0u;
    if (k % 100 == 99) {
      EXPECT_EQ(again(pixels), x) << "what was searched before matters";
    }
  }
  EXPECT_GE(found, count - 1);
  EXPECT_GE(usual, count - 2);
}

}  // namespace
}  // namespace ansatz
