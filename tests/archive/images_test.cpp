#include <ansatz/archive/images.hpp>
#include <ansatz/error.hpp>

#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"

namespace ansatz {
namespace {

using testing::noisy_images;

TEST(images, are_what_is_demanded_or_it_is_said_why_not) {
  const auto grey = [](const data_set& data) { return grey_objection(shape_of(data), 12); };
  EXPECT_EQ(grey(noisy_images(2, {3, 4, 1}, 256)), "");
  EXPECT_NE(grey(noisy_images(2, {3, 5, 1}, 256)).find("image 1 is of 3x5"), std::string::npos);
  EXPECT_NE(grey(noisy_images(2, {2, 2, 3}, 256)).find("in colour"), std::string::npos);
  EXPECT_NE(grey(byte_string(12)), "");
  EXPECT_EQ(grey_objection(shape_of(noisy_images(2, {3, 4, 1}, 256)), 3, 4), "");
  EXPECT_NE(grey_objection(shape_of(noisy_images(2, {4, 3, 1}, 256)), 3, 4), "");
  image_set binary = noisy_images(3, {3, 4, 1}, 2);
  EXPECT_EQ(binary_objection(binary), "");
  binary[2].pixels[7] = 2;
  EXPECT_NE(binary_objection(binary).find("image 3 goes beyond"), std::string::npos);
}

TEST(images, follow_one_another_and_are_cut_again) {
  const image_set images{{{1, 2, 1}, {1, 2}}, {{1, 1, 1}, {3}}, {{1, 1, 1}, {4}}};
  const std::vector<std::uint8_t> numbers{1, 2, 3, 4};
  EXPECT_EQ(numbers_of(images), numbers);
  image_set again = blank_images(shape_of(images));
  EXPECT_NE(again, images);
  assign_numbers(again, numbers);
  EXPECT_EQ(again, images);
  EXPECT_TRUE(numbers_of({}).empty());
}

TEST(images, of_a_number_of_pixels_are_square_or_a_row) {
  EXPECT_EQ(shape_of_pixels(784), (image_shape{28, 28, 1}));
  EXPECT_EQ(shape_of_pixels(12), (image_shape{1, 12, 1}));
  EXPECT_EQ(shape_of_pixels(1), (image_shape{1, 1, 1}));
}

TEST(images, have_a_chain_for_each_million_numbers) {
  EXPECT_EQ(chains_by_size(data_shape{byte_count{}}), 1u);
  EXPECT_EQ(chains_by_size(std::vector<image_shape>{}), 1u);
  EXPECT_EQ(chains_by_size(std::vector<image_shape>{{1024, 1023, 1}}), 1u);
  EXPECT_EQ(chains_by_size(std::vector<image_shape>(3, {1024, 1024, 1})), 4u);
}

}  // namespace
}  // namespace ansatz
