#include <gtest/gtest.h>

#include <ansatz/io/binarize.hpp>
#include <ansatz/io/digits.hpp>
#include <mixed_pixels/mixed_pixels_coder.hpp>

namespace ansatz {
namespace {

std::unique_ptr<coder> coder_named(const std::string& name) {
  const codec_entry entry = mixed_pixels_entry();
  return entry.load(entry.models->named(name));
}

TEST(mixed_pixels_coder, gives_back_with_the_network_and_without) {
  image_set images = drawn_digit_images(30, 2);
  images.push_back({{3, 50, 1}, std::vector<std::uint8_t>(150, 9)});
  const auto grey = coder_named("mnist_grey");
  for (const std::uint64_t network : {0u, 1u})
    for (const std::uint64_t chains : {1u, 3u}) {
      const container file = grey->compress(images, {.chains = chains, .parameters = {{"network", network}}});
      EXPECT_EQ(grey->decompress(file), data_set{images});
    }
  const auto bits = coder_named("mnist_binary");
  const image_set binary = binarized(images, 1);
  EXPECT_EQ(bits->decompress(bits->compress(binary, {})), data_set{binary});
}

TEST(mixed_pixels_coder, refuses_what_it_does_not_code) {
  const auto grey = coder_named("mnist_grey"), bits = coder_named("mnist_binary");
  EXPECT_EQ(grey->objection(image_set{{{1, 1, 3}, {1, 2, 3}}}), "images are grey");
  EXPECT_EQ(grey->objection(image_set{{{1, 1, 1}, {200}}}), "");
  EXPECT_NE(bits->objection(image_set{{{1, 1, 1}, {200}}}), "");
  EXPECT_EQ(bits->objection(image_set{{{1, 1, 1}, {1}}}), "");
}

/// A bill for each pixel, which sum to what the file holds.
TEST(mixed_pixels_coder, itemises) {
  const image_set images = drawn_digit_images(5, 3);
  const auto grey = coder_named("mnist_grey");
  const chunk file = grey->compress_chunk(images, 0, {});
  std::vector<item_bill> bills;
  EXPECT_EQ(grey->decompress_chunk(file, bills), data_set{images});
  ASSERT_EQ(bills.size(), 5u);
  double sum = 0;
  for (const item_bill& b : bills) {
    EXPECT_EQ(b.numbers.size(), images[0].pixels.size());
    EXPECT_TRUE(b.beside.empty());
    sum += b.net().to_double();
  }
  std::size_t bytes = 0;
  for (const chunk::chain& c : file.chains) bytes += c.stack.size();
  EXPECT_NEAR(sum, 8.0 * static_cast<double>(bytes), 80);
}

}  // namespace
}  // namespace ansatz
