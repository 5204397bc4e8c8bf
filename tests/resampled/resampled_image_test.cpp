#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <ansatz/error.hpp>
#include <resampled/resampled_image.hpp>

#include "drawn_ink.hpp"

namespace ansatz {
namespace {

using testing::drawn_ink;

/// What a pixel covers of a cell: it reaches from 100 u to 100 u + 99, or + 100 where all of it is in the cell. The
/// makers' floats had some that begin with a cell begin before it.
std::int64_t covered(std::int64_t u, std::int64_t cell, std::int64_t side) {
  const std::int64_t begin = std::max(100 * u, 5 * side * cell),
                     end = std::min(100 * u + 99, 5 * side * (cell + 1));
  const std::int64_t both = std::max<std::int64_t>(0, end - begin);
  const bool trace = (side == 35 || side == 70 || side == 75) && u == side / 5;
  return both == 99 && !trace ? 100 : both;
}

/// The sums of all cells, by looking at every pixel for every cell.
std::vector<std::int64_t> plain_sums(const resampled_image& x) {
  std::vector<std::int64_t> sums;
  for (std::int64_t i = 0; i < 20; ++i)
    for (std::int64_t j = 0; j < 20; ++j) {
      std::int64_t sum = 0;
      for (std::uint32_t r = 0; r < x.height; ++r)
        for (std::uint32_t c = 0; c < x.width; ++c)
          if (x.ink[r * x.width + c] != 0)
            sum += covered(x.top + r, i, x.side) * covered(x.left + c, j, x.side);
      sums.push_back(sum);
    }
  return sums;
}

/// 255 X / M away from 128 by whole steps, or, where it is all but an integer, by one step more or less.
bool may_be(std::int64_t value, std::int64_t sum, std::int64_t largest) {
  constexpr std::int64_t parts = 1000;
  const auto rounded = [&](std::int64_t thousandths) {  // of x, over largest
    const std::int64_t n = thousandths, d = parts * largest;
    return n < 128 * d ? (n + d - 1) / d : n / d;
  };
  const std::int64_t x = 255 * parts * sum;
  return value >= rounded(std::max<std::int64_t>(0, x - largest)) &&
         value <= rounded(std::min(255 * parts * largest, x + largest));
}

resampled_image noise(std::uint32_t height, std::uint32_t width, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<std::vector<std::uint8_t>> rows(height, std::vector<std::uint8_t>(width));
  const auto percent = 1 + random() % 99;
  for (auto& row : rows)
    for (auto& b : row) b = random() % 100 < percent ? 1 : 0;
  rows[random() % height][random() % width] = 1;
  return testing::centred(rows);
}

resampled_image any_image() {
  const auto size = rc::gen::inRange<std::uint32_t>(1, 129);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  if (*rc::gen::arbitrary<bool>()) return drawn_ink(*rc::gen::inRange<std::uint32_t>(20, 129), seed);
  return noise(*size, *size, seed);
}

RC_GTEST_PROP(resampled_image, is_the_bitmap_shrunk, ()) {
  const resampled_image x = any_image();
  const auto box = x.box();
  const auto sums = plain_sums(x);
  const std::int64_t largest = *std::ranges::max_element(sums);
  RC_ASSERT(*std::ranges::max_element(box) >= 254);
  for (std::size_t c = 0; c < 400; ++c)
    if (sums[c] > 0 || box[c] > 1) RC_ASSERT(may_be(box[c], sums[c], largest));
}

RC_GTEST_PROP(resampled_image, does_not_care_for_which_of_exchangeable_pixels_is_inked, ()) {
  resampled_image x = any_image();
  const auto box = x.box();
  const auto sums = plain_sums(x);
  const std::int64_t largest = *std::ranges::max_element(sums);
  for (const auto& group : exchangeable_pixels(x)) {
    RC_ASSERT(group.size() > 1u);
    for (std::size_t k = group.size() - 1; k > 0; --k)
      std::swap(x.ink[group[k]], x.ink[group[*rc::gen::inRange<std::size_t>(0, k + 1)]]);
  }
  RC_ASSERT(plain_sums(x) == sums);
  const auto other = x.box();
  for (std::size_t c = 0; c < 400; ++c)
    if (sums[c] > 0 && box[c] != other[c])
      RC_ASSERT(may_be(box[c], sums[c], largest) && may_be(other[c], sums[c], largest));
}

TEST(resampled_image, of_twenty_pixels_is_the_bitmap) {
  const resampled_image x = noise(20, 20, 3);
  ASSERT_EQ(x.side, 20u);
  const auto box = x.box();
  for (std::size_t i = 0; i < x.height; ++i)
    for (std::size_t j = 0; j < x.width; ++j)
      EXPECT_EQ(box[(i + x.top) * 20 + j + x.left], 255 * x.ink[i * x.width + j]);
}

TEST(resampled_image, rounds_away_from_the_middle) {
  // Four pixels a cell: quarters of 255 are 63.75, 127.5 and 191.25.
  resampled_image x{
      .side = 40, .top = 0, .left = 0, .height = 40, .width = 40, .row = 4, .column = 4, .ink = {}};
  x.ink.assign(1600, 1);
  x.ink[0] = x.ink[2] = x.ink[3] = x.ink[4] = x.ink[5] = x.ink[44] = 0;
  const auto box = x.box();
  EXPECT_EQ(box[0], 191);
  EXPECT_EQ(box[1], 128);
  EXPECT_EQ(box[2], 64);
  EXPECT_EQ(box[3], 255);
}

TEST(resampled_image, has_a_trace_of_ink_where_the_makers_floats_were_off) {
  // 7 * 20 / 35 is 4, and came out below: the pixel left next to nothing in the cell before.
  resampled_image x{
      .side = 35, .top = 7, .left = 0, .height = 28, .width = 35, .row = 4, .column = 4, .ink = {}};
  x.ink.assign(28 * 35, 1);
  const auto box = x.box();
  EXPECT_EQ(box[2 * 20 + 5], 0);
  EXPECT_EQ(box[3 * 20 + 5], 1);
  EXPECT_GE(box[4 * 20 + 5], 250);
}

TEST(resampled_image, lies_in_the_image_and_is_cut_off_at_its_edges) {
  resampled_image x = drawn_ink(30, 7);
  const auto box = x.box();
  for (const auto [row, column] : {resampled_place{4, 4}, {-3, 12}, {28, 0}, {-20, 5}}) {
    x.row = row;
    x.column = column;
    const auto pixels = x.pixels();
    ASSERT_EQ(pixels.size(), 784u);
    for (std::int32_t y = 0; y < 28; ++y)
      for (std::int32_t u = 0; u < 28; ++u) {
        const std::int32_t i = y - row, j = u - column;
        const bool inside = i >= 0 && i < 20 && j >= 0 && j < 20;
        EXPECT_EQ(pixels[static_cast<std::size_t>(y * 28 + u)],
                  inside ? box[static_cast<std::size_t>(i * 20 + j)] : 0);
      }
  }
}

TEST(resampled_image, usually_has_its_centre_of_mass_in_the_middle) {
  std::array<std::uint8_t, 400> box{};
  box[0] = 255;  // its middle at 1/2: floor(14.5)
  EXPECT_EQ(usual_place(box), (resampled_place{14, 14}));
  box.fill(9);  // at 10
  EXPECT_EQ(usual_place(box), (resampled_place{5, 5}));
  box.fill(0);
  box[399] = 1;  // at 19.5: floor(-4.5)
  EXPECT_EQ(usual_place(box), (resampled_place{-5, -5}));
}

TEST(resampled_image, says_what_is_wrong) {
  const auto broken = [](auto&& breaks) {
    resampled_image x = drawn_ink(40, 1);
    breaks(x);
    EXPECT_THROW(x.box(), domain_error);
    EXPECT_THROW(x.pixels(), domain_error);
    EXPECT_THROW(exchangeable_pixels(x), domain_error);
  };
  broken([](auto& x) { x = {}; });
  broken([](auto& x) { x.side = 19; });
  broken([](auto& x) { x.side = 129; });
  broken([](auto& x) { x.top = 0xffffffff; });
  broken([](auto& x) { x.left = x.side; });
  broken([](auto& x) { x.width = 0; });
  broken([](auto& x) { x.height = 0xffffffff; });
  broken([](auto& x) { x.row = 29; });
  broken([](auto& x) { x.column = -2147483647; });
  broken([](auto& x) { x.ink.pop_back(); });
  broken([](auto& x) { x.ink[0] = 2; });
  broken([](auto& x) { std::ranges::fill(x.ink, std::uint8_t{0}); });
  broken([](auto& x) { std::fill_n(x.ink.begin(), x.width, std::uint8_t{0}); });
}

}  // namespace
}  // namespace ansatz
