#include <ansatz/archive/chunk_encoder.hpp>
#include <ansatz/error.hpp>

#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"

namespace ansatz {
namespace {

using testing::noisy_images;

const testing::toy_coder wide{"wide", 256}, narrow{"narrow", 16};

constexpr std::uint64_t of_an_image = 20 + weight_of_an_image;

std::vector<chunk> chunks_of(const std::vector<data_set>& parts, const coding_options& options,
                             const chunk_encoder::coder_for& choose) {
  std::vector<chunk> out;
  chunk_encoder e{choose, options,
                  [&](chunk c, const data_set&, const coder&) { out.push_back(std::move(c)); }};
  for (const data_set& p : parts) e.add(p);
  e.finish();
  return out;
}

const chunk_encoder::coder_for always_wide = [](const data_set&) -> const coder& { return wide; };

TEST(chunk_encoder, cuts_alike_however_the_data_come) {
  const image_set images = noisy_images(23, {4, 5, 1}, 256);
  const coding_options options{.chains = 2, .chunk = 5 * of_an_image};
  const auto expected = wide.compress(images, options).chunks;
  EXPECT_EQ(expected.size(), 5u);
  EXPECT_EQ(expected[1].first, 5u);
  EXPECT_EQ(expected[1].seed, 2u);
  EXPECT_EQ(expected[4].count(), 3u);
  for (const std::size_t part : {1u, 2u, 7u, 23u}) {
    std::vector<data_set> parts;
    for (std::size_t i = 0; i < images.size(); i += part)
      parts.push_back(copy_of(part_of(data_set{images}, i, std::min(part, images.size() - i))));
    EXPECT_EQ(chunks_of(parts, options, always_wide), expected) << part;
  }
}

TEST(chunk_encoder, takes_an_item_that_is_larger_than_a_chunk) {
  const image_set images = noisy_images(3, {40, 50, 1}, 256);
  EXPECT_EQ(wide.compress(images, {.chunk = 1}).chunks.size(), 3u);
  EXPECT_THROW(wide.compress(images, {.chunk = most_in_a_chunk + 1}), domain_error);
}

TEST(chunk_encoder, goes_on_after_what_is_there) {
  const image_set images = noisy_images(9, {4, 5, 1}, 256);
  const coding_options options{.chains = 3, .seed = 7, .chunk = 3 * of_an_image};
  const auto all = wide.compress(images, options).chunks;
  std::vector<chunk> more;
  chunk_encoder e{always_wide,
                  options,
                  [&](chunk c, const data_set&, const coder&) { more.push_back(std::move(c)); },
                  nullptr,
                  {},
                  3,
                  3};
  e.add(copy_of(part_of(data_set{images}, 3, 6)));
  e.finish();
  EXPECT_EQ(more, std::vector<chunk>(all.begin() + 1, all.end()));
}

TEST(chunk_encoder, chooses_again_where_a_coder_does_not_take_a_chunk) {
  const auto by_objection = [](const data_set& d) -> const coder& {
    return narrow.objection(d).empty() ? static_cast<const coder&>(narrow) : wide;
  };
  const coding_options options{.chunk = 2 * of_an_image};
  const auto chunks =
      chunks_of({noisy_images(4, {4, 5, 1}, 16), noisy_images(2, {4, 5, 1}, 256)}, options, by_objection);
  ASSERT_EQ(chunks.size(), 3u);
  EXPECT_EQ(chunks[1].codec, "narrow");
  EXPECT_EQ(chunks[2].codec, "wide");
}

TEST(chunk_encoder, says_from_which_item_on_data_are_not_taken) {
  data_set images = noisy_images(4, {4, 5, 1}, 16);
  append(images, noisy_images(2, {4, 5, 1}, 256));
  try {
    narrow.compress(images, {.chunk = 2 * of_an_image});
    FAIL();
  } catch (const domain_error& e) {
    EXPECT_EQ(std::string{e.what()}, "of the items from number 4 on: a number is too large");
  }
}

TEST(chunk_encoder, gives_no_chunk_of_no_items) {
  EXPECT_TRUE(chunks_of({}, {}, always_wide).empty());
  EXPECT_TRUE(chunks_of({image_set{}, image_set{}}, {}, always_wide).empty());
  EXPECT_THROW(wide.compress_chunk(image_set{}, 0, {}), domain_error);
}

}  // namespace
}  // namespace ansatz
