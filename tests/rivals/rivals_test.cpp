#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <common/image_formats.hpp>
#include <common/rivals.hpp>

namespace ansatz::experiment {
namespace {

TEST(rivals, give_back_what_they_took_and_say_how_large_it_was) {
  idx_array images = digits(7, 3);
  for (const bool binary : {false, true}) {
    if (binary) images.data = binarize(images.data, 0);
    std::vector<std::string> told;
    const auto rivals = run_rivals(images, [&](const std::string& name) { told.push_back(name); });
    ASSERT_EQ(rivals.size(), 8u);
    ASSERT_EQ(told.size(), 8u);
    for (std::size_t i = 0; i < rivals.size(); ++i) {
      EXPECT_EQ(rivals[i].name, told[i]);
      EXPECT_GT(rivals[i].bytes, 100u) << rivals[i].name;
      EXPECT_LT(rivals[i].bytes, 7u * 784) << rivals[i].name;
    }
  }
}

TEST(rivals, work_on_one_image_and_refuse_none) {
  EXPECT_EQ(run_rivals(digits(1, 3)).size(), 8u);
  EXPECT_THROW(run_rivals(idx_array{{0, 28, 28}, {}}), domain_error);
  EXPECT_THROW(run_rivals(idx_array{{5}, {1, 2, 3, 4, 5}}), domain_error);
}

TEST(image_formats, refuse_what_is_no_file_of_theirs) {
  const std::vector<std::byte> rubbish(100, std::byte{0x5a});
  for (const auto decode : {from_png, from_webp, from_jxl}) {
    EXPECT_THROW(decode(rubbish), error);
    EXPECT_THROW(decode({}), error);
  }
  for (const auto decode : {from_gzip, from_bz2, from_xz}) EXPECT_THROW(decode(rubbish, 50), error);
}

TEST(image_formats, keep_every_grey_value) {
  picture p{16, 16, {}};
  for (int i = 0; i < 256; ++i) p.grey.push_back(static_cast<std::uint8_t>(i));
  EXPECT_EQ(from_png(png_of(p)), p);
  EXPECT_EQ(from_webp(webp_of(p)), p);
  EXPECT_EQ(from_jxl(jxl_of(p, 3)), p);
}

}  // namespace
}  // namespace ansatz::experiment
