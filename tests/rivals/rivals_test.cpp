#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <common/image_formats.hpp>
#include <common/rivals.hpp>

namespace ansatz::experiment {
namespace {

TEST(rivals, give_back_what_they_took_and_say_how_large_it_was) {
  image_set images = drawn_digit_images(7, 3);
  for (const bool binary : {false, true}) {
    if (binary) images = binarized(std::move(images), 0);
    std::vector<std::string> asked;
    const auto rivals = run_rivals(images, [&](const std::string& name) {
      asked.push_back(name);
      return !name.starts_with("JPEG");
    });
    ASSERT_EQ(rivals.size(), 7u);
    ASSERT_EQ(asked.size(), 8u);
    for (std::size_t i = 0; i < rivals.size(); ++i) {
      EXPECT_EQ(rivals[i].name, asked[i]);
      EXPECT_GT(rivals[i].bytes, 100u) << rivals[i].name;
      EXPECT_LT(rivals[i].bytes, 7u * 784) << rivals[i].name;
    }
  }
}

TEST(rivals, work_on_one_image_on_colour_and_on_sizes_that_differ_and_refuse_none) {
  EXPECT_EQ(run_rivals(drawn_digit_images(1, 3)).size(), 8u);
  image_set mixed = drawn_digit_images(1, 3);
  mixed.push_back({{2, 3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18}});
  EXPECT_EQ(run_rivals(mixed).size(), 6u) << "no mosaic";
  EXPECT_THROW(run_rivals({}), domain_error);
}

TEST(rivals, work_on_an_image_by_itself) {
  const image x = drawn_digit_images(1, 3).front();
  std::vector<std::string> names;
  for (const rival& r : run_image_rivals(x)) names.push_back(r.name);
  EXPECT_EQ(names, (std::vector<std::string>{"PNG", "WebP", "JPEG XL, effort 9"}));
  const auto wanted = [](const std::string& name) { return name == "PNG"; };
  EXPECT_EQ(run_image_rivals(x, wanted).front().bytes, png_of(x).size());
  const image binary = binarized({x}, 0).front();
  EXPECT_LT(run_image_rivals(binary, wanted).front().bytes, 200u) << "a bit a pixel";
}

TEST(image_formats, refuse_what_is_no_file_of_theirs) {
  const std::vector<std::byte> rubbish(100, std::byte{0x5a});
  for (const auto decode : {from_png, from_webp, from_jxl}) {
    EXPECT_THROW(decode(rubbish), error);
    EXPECT_THROW(decode({}), error);
  }
  for (const auto decode : {from_gzip, from_bz2, from_xz}) EXPECT_THROW(decode(rubbish, 50), error);
}

/// CIFAR-10 has such images.
TEST(rivals, take_images_in_colour_that_are_grey) {
  const image x = in_colour(drawn_digit_images(1, 3).front());
  EXPECT_NO_THROW((void)run_image_rivals(x));
  EXPECT_NO_THROW((void)run_rivals({x, x}));
}

TEST(image_formats, keep_every_value_in_grey_and_colour) {
  for (const std::uint32_t channels : {1u, 3u}) {
    image x{{16, 16, channels}, {}};
    for (std::uint32_t i = 0; i < 256 * channels; ++i)
      x.pixels.push_back(static_cast<std::uint8_t>(channels == 1 ? i : 7 * i));
    EXPECT_EQ(from_png(png_of(x)), x);
    EXPECT_EQ(from_webp(webp_of(x)), in_colour(x));
    EXPECT_EQ(from_jxl(jxl_of(x, 3)), x);
  }
}

}  // namespace
}  // namespace ansatz::experiment
