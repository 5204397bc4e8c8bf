#include <context_mixing/context_mixing_coder.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"

namespace ansatz {
namespace {

const auto made = context_mixing_entry().make();
const coder& coder_of_anything = *made;

byte_string text(std::size_t n) {
  byte_string out;
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(static_cast<std::uint8_t>("every bit is accounted for. "[i % 28 + (i * i % 97 == 0)]));
  return out;
}

/// Of many sizes, in grey and colour.
image_set mixed() {
  image_set out;
  for (std::uint32_t i = 0; i < 12; ++i)
    out.push_back(testing::noisy_images(1, {1 + i % 4, 1 + 3 * i, i % 3 == 0 ? 3u : 1u}, 40).front());
  return out;
}

TEST(context_mixing_coder, brings_bytes_back) {
  for (const std::size_t n : {0u, 1u, 1000u}) testing::expect_round_trips(coder_of_anything, text(n));
  const container file = coder_of_anything.compress(text(1000), {.parameters = {{"order", 6}}});
  EXPECT_LT(file.chunks.front().chains[0].stack.size(), 200u);
  EXPECT_EQ(coder_of_anything.decompress(file), data_set{text(1000)});
}

TEST(context_mixing_coder, brings_images_of_any_sizes_back) {
  testing::expect_round_trips(coder_of_anything, mixed());
  for (const image_set& few : {image_set{}, testing::noisy_images(1, {1, 1, 3}, 256)})
    EXPECT_EQ(
        coder_of_anything.decompress(parse_container(format_container(coder_of_anything.compress(few, {})))),
        data_set{few});
}

/// A data set of 500 images, each of its own size.
TEST(context_mixing_coder, brings_500_images_of_different_sizes_back) {
  image_set images;
  for (std::uint32_t i = 0; i < 500; ++i)
    images.push_back(testing::noisy_images(1, {1 + i % 23, 1 + i % 29, i % 5 == 0 ? 3u : 1u}, 20).front());
  const container file =
      parse_container(format_container(coder_of_anything.compress(images, {.chains = 4, .threads = 2})));
  EXPECT_EQ(coder_of_anything.decompress(file, 2), data_set{images});
}

TEST(context_mixing_coder, refuses_parameters_that_are_not_its) {
  EXPECT_THROW(coder_of_anything.compress(text(3), {.parameters = {{"order", 7}}}), domain_error);
  EXPECT_THROW(coder_of_anything.compress(text(3), {.parameters = {{"block", 7}}}), domain_error);
  EXPECT_THROW(coder_of_anything.compress(mixed(), {.parameters = {{"order", 2}}}), domain_error);
  EXPECT_THROW(coder_of_anything.sample(1, 1), domain_error);
}

TEST(context_mixing_coder, is_refused_when_damaged_or_where_its_header_lies) {
  const container images = coder_of_anything.compress(mixed(), {.chains = 2}),
                  bytes = coder_of_anything.compress(text(200), {});
  testing::expect_damage_is_noticed(coder_of_anything, format_container(images), 60);
  testing::expect_damage_is_noticed(coder_of_anything, format_container(bytes), 30);
  testing::expect_lies_are_noticed(coder_of_anything, images);
  testing::expect_lie_is_noticed(coder_of_anything, bytes, "order",
                                 [](chunk& c) { c.parameters["order"] = 3; });
  testing::expect_lie_is_noticed(coder_of_anything, bytes, "no order",
                                 [](chunk& c) { c.parameters.clear(); });
  testing::expect_lie_is_noticed(coder_of_anything, bytes, "length",
                                 [](chunk& c) { c.chains[0].count += 1; });
}

TEST(context_mixing_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden("context_mixing_bytes_v1.bin",
                         format_container(coder_of_anything.compress(text(200), {})));
  testing::expect_golden("context_mixing_images_v1.bin",
                         format_container(coder_of_anything.compress(mixed(), {.chains = 2})));
}

}  // namespace
}  // namespace ansatz
