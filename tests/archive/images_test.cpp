#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>

#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"

namespace ansatz {
namespace {

using testing::noisy_images;

TEST(images, are_what_is_demanded_or_it_is_said_why_not) {
  EXPECT_EQ(image_objection(noisy_images(2, {3, 4, 1}, 256), {.pixels = 12}), "");
  EXPECT_EQ(image_objection(noisy_images(2, {3, 4, 3}, 256), {}), "");
  EXPECT_NE(image_objection(noisy_images(2, {3, 5, 1}, 256), {.pixels = 12}).find("image 1 is of 3x5"),
            std::string::npos);
  EXPECT_NE(image_objection(noisy_images(2, {2, 2, 3}, 256), {.pixels = 12}).find("in colour"),
            std::string::npos);
  image_set binary = noisy_images(3, {3, 4, 1}, 2);
  EXPECT_EQ(image_objection(binary, {.pixels = 12, .binary = true}), "");
  binary[2].pixels[7] = 2;
  EXPECT_NE(image_objection(binary, {.pixels = 12, .binary = true}).find("image 3 goes beyond"),
            std::string::npos);
  EXPECT_NE(image_objection(byte_string(12), {.pixels = 12}), "");
}

TEST(images, follow_one_another) {
  const image_set images{{{1, 2, 1}, {1, 2}}, {{1, 1, 1}, {3}}, {{1, 1, 1}, {4}}};
  EXPECT_EQ(numbers_of(images, 0, 2), (std::vector<std::uint8_t>{1, 2, 3}));
  EXPECT_EQ(numbers_of(images, 2, 1), (std::vector<std::uint8_t>{4}));
  EXPECT_TRUE(numbers_of(images, 1, 0).empty());
}

TEST(images, of_another_size_than_demanded_are_refused) {
  const container file = testing::toy_coder{"toy"}.compress(noisy_images(2, {3, 4, 1}, 256), {});
  EXPECT_THROW(decoded_images(file, {.pixels = 13}, 1, {}, [](auto&&...) { FAIL() << "decoded"; }),
               corrupt_error);
}

TEST(images, of_a_number_of_pixels_are_square_or_a_row) {
  EXPECT_EQ(shape_of_pixels(784), (image_shape{28, 28, 1}));
  EXPECT_EQ(shape_of_pixels(12), (image_shape{1, 12, 1}));
  EXPECT_EQ(shape_of_pixels(1), (image_shape{1, 1, 1}));
}

}  // namespace
}  // namespace ansatz
