#include <ansatz/stack/metered.hpp>
#include <ansatz/stack/supply.hpp>
#include <ansatz/testing/laws.hpp>
#include <resampled/resampled_images.hpp>

#include "drawn_ink.hpp"
#include "sentence_of.hpp"
#include "small_model.hpp"

namespace ansatz {
namespace {

using testing::drawn_ink, testing::small_bitmap_model;

described_image drawn(std::uint64_t seed) {
  return {drawn_ink(20 + static_cast<std::uint32_t>(seed % 4), seed), {}};
}
described_image noise(std::uint64_t seed) {
  const supply words = supply::seeded(seed);
  described_image x;
  for (std::uint64_t i = 0; i < 784; ++i) x.values.push_back(static_cast<std::uint8_t>(words.word(i) % 3));
  return x;
}

rc::Gen<std::vector<described_image>> images(std::size_t count, unsigned others) {
  return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [=](std::uint64_t seed) {
    std::vector<described_image> out;
    for (std::uint64_t i = 0; i < count; ++i)
      out.push_back((seed + i) % 4 < others ? noise(seed + i) : drawn(seed % 1000 + i));
    return out;
  });
}

ANSATZ_LAWS(resampled_images_all_known, resampled_images(small_bitmap_model(), 2, 8), images(2, 0),
            .full_support = false);
ANSATZ_LAWS(resampled_images_of_nothing, resampled_images(small_bitmap_model(), 0), images(0, 0));

TEST(resampled_images, come_back_whether_known_or_not) {
  for (const std::vector<bool>& known :
       {std::vector{false}, {true, false}, {false, true, true, false, false}, {false, false, false}}) {
    std::vector<described_image> x;
    for (std::size_t i = 0; i < known.size(); ++i) x.push_back(known[i] ? drawn(i) : noise(i));
    metered s{rans_stack{}};
    const auto codec = resampled_images(small_bitmap_model(), x.size());
    codec.push(s, x);
    EXPECT_EQ(codec.pop(s), x);
    EXPECT_TRUE(s.inner().is_fresh());
  }
}

TEST(resampled_images, that_are_not_known_take_what_contexts_give_them) {
  std::vector<described_image> x;
  std::vector<std::uint8_t> pixels;
  for (std::uint64_t i = 0; i < 8; ++i) {
    x.push_back(noise(i));
    pixels.insert(pixels.end(), x.back().values.begin(), x.back().values.end());
  }
  metered s{rans_stack{}}, t{rans_stack{}};
  resampled_images(small_bitmap_model(), x.size()).push(s, x);
  pixel_mixing(std::vector<image_shape>(8, {28, 28, 1})).push(t, pixels);
  EXPECT_NEAR(s.net().to_double(), t.net().to_double(), 4) << "flags take log2(9)";
}

TEST(resampled_images, say_what_is_wrong) {
  rans_stack s;
  const auto codec = resampled_images(small_bitmap_model(), 1);
  EXPECT_THROW(codec.push(s, {}), domain_error);
  EXPECT_THROW(codec.push(s, {described_image{}}), domain_error);
  described_image both = drawn(1);
  both.values = noise(1).values;
  EXPECT_THROW(codec.push(s, {both}), domain_error);
  described_image short_one = noise(1);
  short_one.values.pop_back();
  EXPECT_THROW(codec.push(s, {short_one}), domain_error);
  EXPECT_TRUE(s.is_fresh());
}

}  // namespace
}  // namespace ansatz
