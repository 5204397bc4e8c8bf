#include <program/bit_picture.hpp>
//
#include <gtest/gtest.h>

#include <cmath>
#include <common/raster.hpp>
#include <set>

#include "sentence_of.hpp"

namespace ansatz::experiment {
namespace {

using testing::sentence_of;

billed_image grey(std::uint32_t height, std::uint32_t width, int most = 8) {
  billed_image x{7, {{height, width, 1}, std::vector<std::uint8_t>(std::size_t{height} * width, 90)}, {}};
  for (std::size_t i = 0; i < x.shown.pixels.size(); ++i)
    x.bill.numbers.push_back(bits::whole(static_cast<int>(i) % (most + 1)));
  return x;
}
colour at(const image& x, std::size_t row, std::size_t column) {
  const std::uint8_t* p = &x.pixels[(row * x.shape.width + column) * 3];
  return {p[0], p[1], p[2]};
}
std::set<colour> colours_of(const image& x) {
  std::set<colour> out;
  for (std::size_t i = 0; i < x.pixels.size(); i += 3)
    out.insert({x.pixels[i], x.pixels[i + 1], x.pixels[i + 2]});
  return out;
}

TEST(raster, has_colours_that_grow_lighter) {
  const auto lightness = [](colour c) {  // to within a step of rounding
    return 0.2126 * std::pow(c[0], 2.2) + 0.7152 * std::pow(c[1], 2.2) + 0.0722 * std::pow(c[2], 2.2);
  };
  double last = 0;
  for (std::uint32_t k = 0; k < 256; ++k) {
    EXPECT_GE(lightness(colour_of_heat(k)), 0.97 * last) << k;
    last = lightness(colour_of_heat(k));
  }
  EXPECT_EQ(colour_of_heat(999), colour_of_heat(255));
}

TEST(raster, has_letters_of_their_own_and_draws_nothing_outside) {
  std::set<std::vector<std::uint8_t>> drawn;
  const std::string all = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:-+()/_ ";
  for (const char c : all) {
    raster on{7, 5, {255, 255, 255}};
    on.text(0, 0, std::string{c}, 1, {0, 0, 0});
    drawn.insert(std::move(on).finished().pixels);
  }
  EXPECT_EQ(drawn.size(), all.size());
  raster small{3, 3, {1, 2, 3}};
  small.text(1, 1, "wide", 9, {0, 0, 0});
  small.box(2, 2, 100, 100, {9, 9, 9});
  EXPECT_EQ(std::move(small).finished().pixels.size(), 27u);
  EXPECT_EQ(raster::width_of("", 3), 0u);
  EXPECT_EQ(raster::width_of("abc", 2), 34u);
}

TEST(bit_picture, sums_by_channel) {
  billed_image x{0, {{1, 2, 3}, {1, 2, 3, 4, 5, 6}}, {}};
  for (int i = 1; i < 7; ++i) x.bill.numbers.push_back(bits::whole(i));
  const auto channels = channels_of(x);
  ASSERT_EQ(channels.size(), 3u);
  EXPECT_EQ(channels[0].name, "red");
  EXPECT_EQ(channels[0].sum, bits::whole(5));
  EXPECT_EQ(channels[1].sum, bits::whole(7));
  EXPECT_EQ(channels[2].sum, bits::whole(9));
  EXPECT_EQ(channels[2].most, bits::whole(6));
  EXPECT_EQ(channels[2].numbers, 2u);
  EXPECT_EQ(channels_of(grey(2, 2)).front().name, "grey");
}

TEST(bit_picture, has_a_scale_that_nearly_all_numbers_keep_to) {
  EXPECT_EQ(suitable_scale({grey(10, 9, 8)}), 8);
  billed_image x = grey(100, 100, 2);
  for (std::size_t i = 0; i < 49; ++i) x.bill.numbers[i] = bits::whole(31);
  EXPECT_EQ(suitable_scale({x}), 2) << "few dear numbers do not count";
  EXPECT_EQ(suitable_scale({}), 1);
  EXPECT_EQ(suitable_scale({grey(3, 3, 0)}), 0.0625);
}

/// Each number is a square of its colour, row by row.
TEST(bit_picture, draws_each_number) {
  const billed_image x = grey(20, 27, 8);
  const image drawn = bit_picture({x}, 8, "title");
  const colour first = colour_of_heat(0), second = colour_of_heat(32);
  // The panel is the first place where a row holds 27 squares of these colours.
  bool found = false;
  for (std::size_t row = 0; row < drawn.shape.height && !found; ++row)
    for (std::size_t from = 0; from + 27 * 16 < drawn.shape.width && !found; ++from) {
      if (at(drawn, row, from) != first || at(drawn, row, from + 16) != second) continue;
      found = true;
      for (std::size_t k = 0; k < 27 && found; ++k)
        for (std::size_t down = 0; down < 20 && found; ++down)
          found = at(drawn, row + 16 * down + 15, from + 16 * k) ==
                  colour_of_heat(static_cast<std::uint32_t>(((down * 27 + k) % 9 * 255 * 2 + 8) / 16));
    }
  EXPECT_TRUE(found);
}

TEST(bit_picture, takes_any_sizes) {
  for (const auto& [height, width] : {std::pair{1u, 1u}, {1u, 1000u}, {1000u, 1u}, {7u, 13u}, {3000u, 10u}}) {
    const image drawn = bit_picture({grey(height, width)}, 8, "t");
    EXPECT_EQ(drawn.pixels.size(), drawn.shape.size());
    EXPECT_TRUE(colours_of(drawn).contains(colour{90, 90, 90})) << height << " by " << width;
    EXPECT_LT(drawn.shape.size(), 4'000'000u);
  }
  EXPECT_GT(bit_picture({grey(1, 1), grey(5, 9), grey(30, 2)}, 8, "t").pixels.size(), 0u);
  EXPECT_EQ(sentence_of([] { bit_picture({}, 8, "t"); }), "there is no image to draw");
  EXPECT_EQ(sentence_of([] { bit_picture(std::vector(300, grey(1200, 500)), 8, "t"); }),
            "the picture would be too large: draw fewer images");
}

TEST(bit_picture, shows_binary_images_in_black_and_white) {
  billed_image x = grey(2, 2);
  x.shown.pixels = {0, 1, 1, 0};
  const auto seen = colours_of(bit_picture({x}, 8, ""));
  EXPECT_TRUE(seen.contains(colour{0, 0, 0}));
  EXPECT_FALSE(seen.contains(colour{1, 1, 1}));
}

}  // namespace
}  // namespace ansatz::experiment
