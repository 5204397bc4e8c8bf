#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <context_mixing/pixel_mixing.hpp>

#include "archive/tiny_images.hpp"

namespace ansatz {
namespace {

const auto numbers = [](std::size_t n) {
  return rc::gen::container<std::vector<std::uint8_t>>(
      n, rc::gen::map(rc::gen::inRange(0, 256), [](int x) { return static_cast<std::uint8_t>(x); }));
};
ANSATZ_LAWS(pixel_mixing_of_grey_and_colour, pixel_mixing({{2, 3, 1}, {1, 1, 3}, {2, 1, 3}}), numbers(15));
ANSATZ_LAWS(pixel_mixing_of_nothing, pixel_mixing({}), numbers(0));

double bits_a_number(const image_set& images) {
  std::vector<image_shape> shapes;
  std::vector<std::uint8_t> all;
  for (const image& x : images) {
    shapes.push_back(x.shape);
    all.insert(all.end(), x.pixels.begin(), x.pixels.end());
  }
  metered s{rans_stack{}};
  const auto codec = pixel_mixing(shapes);
  codec.push(s, all);
  const double rate = s.net().to_double() / static_cast<double>(all.size());
  EXPECT_EQ(codec.pop(s), all);
  EXPECT_TRUE(s.inner().is_fresh());
  return rate;
}

/// What repeats from row to row costs next to nothing, in colour, too; noise costs its own entropy and little more.
TEST(pixel_mixing, learns_rows_colours_and_bits) {
  image_set stripes(4, image{{32, 40, 3}, {}});
  for (image& x : stripes)
    for (std::size_t i = 0; i < x.shape.size(); ++i)
      x.pixels.push_back(static_cast<std::uint8_t>(37 * (i / 3 % 40) + 11 * (i % 3)));
  EXPECT_LT(bits_a_number(stripes), 0.5);
  image_set binary(100, image{{28, 28, 1}, {}});
  std::uint64_t n = 0;
  for (image& x : binary)
    for (std::size_t i = 0; i < x.shape.size(); ++i)
      x.pixels.push_back(supply::seeded(3).word(n++) >> 62 == 0 ? 1 : 0);
  EXPECT_LT(bits_a_number(binary), 0.8113 + 0.05);  // the entropy of one in four
}

}  // namespace
}  // namespace ansatz
