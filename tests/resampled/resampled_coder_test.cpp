#include <ansatz/archive/model_folder.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/io/image_files.hpp>
#include <resampled/resampled_coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "data.hpp"
#include "drawn_ink.hpp"

namespace ansatz {
namespace {

const coder& small_coder() {
  static const auto made = resampled_entry().load(testing::golden_path("models/resampled.safetensors"));
  return *made;
}

image drawn(std::uint64_t seed) {
  return {{28, 28, 1}, testing::drawn_ink(20 + static_cast<std::uint32_t>(seed % 20), seed).pixels()};
}
image_set drawings(std::uint64_t count) {
  image_set out;
  for (std::uint64_t i = 0; i < count; ++i) out.push_back(drawn(i));
  return out;
}

TEST(resampled_coder, brings_images_back_whether_they_have_bitmaps_or_not) {
  image_set images = drawings(6);
  for (image& x : testing::noisy_images(4, {28, 28, 1}, 256)) images.insert(images.begin() + 2, std::move(x));
  testing::expect_round_trips(small_coder(), images);
  for (const image_set& few : {image_set{}, drawings(1), testing::noisy_images(1, {28, 28, 1}, 256)})
    EXPECT_EQ(small_coder().decompress(parse_container(format_container(small_coder().compress(few, {})))),
              data_set{few});
}

TEST(resampled_coder, refuses_other_images) {
  EXPECT_EQ(small_coder().objection(testing::noisy_images(2, {28, 27, 1}, 256)),
            "images are grey and have 28x28 pixels");
  EXPECT_EQ(small_coder().objection(testing::noisy_images(2, {28, 28, 3}, 256)),
            "images are grey and have 28x28 pixels");
  EXPECT_NE(small_coder().objection(byte_string{1, 2}), "");
  EXPECT_EQ(small_coder().objection(drawings(2)), "");
}

TEST(resampled_coder, is_refused_when_damaged_or_where_its_header_lies) {
  image_set images = drawings(5);
  images.push_back(testing::noisy_images(1, {28, 28, 1}, 3).front());
  const container file = small_coder().compress(images, {.chains = 2});
  testing::expect_damage_is_noticed(small_coder(), format_container(file), 60);
  testing::expect_lies_are_noticed(small_coder(), file);
}

/// Whatever a stack holds, there is an end to it, and no more than 784 bytes an image and tables come of it.
TEST(resampled_coder, survives_any_stack) {
  const container good = small_coder().compress(drawings(3), {});
  const supply words = supply::seeded(11);
  for (std::uint64_t k = 0; k < 40; ++k) {
    container bad = good;
    auto& stack = bad.chunks.front().chains.front().stack;
    for (std::size_t i = 0; i < stack.size(); ++i)
      stack[i] = static_cast<std::byte>(words.word(1000 * k + i) & 255);
    EXPECT_THROW(small_coder().decompress(bad), error) << k;
  }
}

/// With the model that comes along, just above what was measured.
TEST(resampled_coder, takes_a_third_of_a_bit_for_mnist) {
  const auto path = testing::data_path("mnist/train-images-idx3-ubyte.gz");
  ANSATZ_NEEDS_DATA(path);
  image_set images = read_images(path);
  images.erase(images.begin(), images.end() - 200);
  const auto models = resampled_entry().models->models();
  ASSERT_FALSE(models.empty());
  const auto shipped = resampled_entry().load(models.front());
  EXPECT_LE(shipped->model_bytes(), 400'000u);
  const container file = shipped->compress(images, {});
  EXPECT_LT(static_cast<double>(format_container(file).size()) * 8 / (200 * 784), 0.30);
  EXPECT_EQ(shipped->decompress(file), data_set{images});
}

}  // namespace
}  // namespace ansatz
