#include <gtest/gtest.h>

#include <ansatz/archive/data_set.hpp>
#include <ansatz/error.hpp>

#include "archive/tiny_images.hpp"

namespace ansatz {
namespace {

using testing::noisy_images;

image_set mixed() {
  image_set all = noisy_images(3, {4, 5, 1}, 256);
  for (const image_shape& s : {image_shape{1, 1, 3}, {1, 1000, 1}, {7, 13, 3}, {7, 13, 3}, {300, 1, 1}})
    all.push_back(noisy_images(1, s, 256).front());
  return all;
}

/// A container that says it holds them.
container holding(const data_set& data) {
  container c = header_for("test", 1, data);
  c.chains = {{items_of(data), 0, std::vector<std::byte>(1000000), {}}};
  return c;
}

TEST(data_set, is_counted_and_summed_up) {
  EXPECT_EQ(items_of(mixed()), 8u);
  EXPECT_EQ(dims_of(mixed()), 60u + 3 + 1000 + 2 * 273 + 300);
  EXPECT_EQ(items_of(byte_string(7)), 1u);
  EXPECT_EQ(dims_of(byte_string(7)), 7u);
  EXPECT_EQ(summary_of(mixed()), "8 images of 5 sizes");
  EXPECT_EQ(summary_of(noisy_images(2, {4, 5, 3}, 9)), "2 colour images of 4x5");
  EXPECT_EQ(summary_of(noisy_images(1, {4, 5, 1}, 9)), "1 grey image of 4x5");
  EXPECT_EQ(summary_of(image_set{}), "no images");
  EXPECT_EQ(summary_of(byte_string(1)), "1 byte");
}

TEST(data_set, is_described_in_a_container_and_read_again) {
  for (const image_set& images : {mixed(), noisy_images(5, {3, 3, 1}, 2), image_set{}}) {
    const container c = holding(images);
    EXPECT_EQ(shape_in(parse_container(format_container(c))), shape_of(images));
    EXPECT_EQ(summary_in(c), summary_of(images));
    EXPECT_NO_THROW(expect_original(c, images));
  }
  container text = holding(byte_string(12345));
  EXPECT_EQ(shape_in(text), data_shape{byte_count{12345}});
  EXPECT_EQ(summary_in(text), "12345 bytes");
  EXPECT_THROW(expect_original(text, byte_string(12344)), corrupt_error);
  EXPECT_THROW(expect_original(text, image_set{}), corrupt_error);
  text.chains.push_back({});
  EXPECT_THROW(shape_in(text), corrupt_error) << "bytes in two chains";
}

TEST(data_set, hashes_numbers_sizes_and_kind) {
  const image_set a = noisy_images(2, {2, 6, 1}, 256);
  image_set turned = a, other = a;
  for (image& x : turned) x.shape = {3, 4, 1};
  other[1].pixels[3] ^= 1;
  EXPECT_NE(hash_of(a), hash_of(turned));
  EXPECT_NE(hash_of(a), hash_of(other));
  EXPECT_NE(hash_of(image_set{}), hash_of(byte_string{}));
  EXPECT_EQ(hash_of(a), hash_of(noisy_images(2, {2, 6, 1}, 256)));
}

TEST(data_set, is_cut_to_what_is_tried) {
  EXPECT_EQ(first_of(mixed(), 2, 1000), (data_set{image_set{mixed()[0], mixed()[1]}}));
  EXPECT_EQ(items_of(first_of(mixed(), 100, 50)), 2u);
  EXPECT_EQ(items_of(first_of(mixed(), 100, 1)), 1u) << "one at least";
  EXPECT_EQ(first_of(byte_string(9), 1, 4), data_set{byte_string(4)});
}

TEST(data_set, is_the_sum_of_its_parts) {
  const data_set all = mixed();
  EXPECT_EQ(std::get<std::span<const image>>(part_of(all, 3, 2)).size(), 2u);
  EXPECT_EQ(shape_of_part(part_of(all, 3, 2)), part_of(shape_of(all), 3, 2));
  data_set sum = image_set{};
  for (std::uint64_t i = 0; i < 8; ++i) append(sum, image_set{mixed()[i]});
  EXPECT_EQ(sum, all);
  data_set text = byte_string{1, 2};
  append(text, byte_string{3});
  EXPECT_EQ(text, (data_set{byte_string{1, 2, 3}}));
  EXPECT_EQ(part_of(shape_of(text), 0, 1), data_shape{byte_count{3}});
}

TEST(data_set, refuses_what_is_no_image) {
  for (const image& bad : {image{{0, 3, 1}, {}}, image{{1, 1, 2}, {1, 2}}, image{{1, 2, 1}, {1}}})
    EXPECT_THROW(header_for("test", 1, image_set{bad}), domain_error);
}

/// Every byte of a description counts, and there is one spelling.
TEST(data_set, refuses_descriptions_that_no_encoder_writes) {
  const container good = holding(mixed());
  for (std::size_t n = 0; n < good.items.size(); ++n) {
    container bad = good;
    bad.items.resize(n);
    EXPECT_THROW(shape_in(bad), corrupt_error) << n;
    for (const unsigned flip : {1u, 2u, 128u}) {
      bad = good;
      bad.items[n] ^= static_cast<std::byte>(flip);
      try {
        EXPECT_NE(shape_in(bad), shape_in(good)) << n;
      } catch (const corrupt_error&) {
      }
    }
  }
  const auto refused = [&](std::vector<unsigned> items) {
    container bad = good;
    bad.items = {std::byte{'i'}};
    for (const unsigned b : items) bad.items.push_back(static_cast<std::byte>(b));
    EXPECT_THROW(shape_in(bad), corrupt_error);
  };
  refused({8, 1, 1, 2});                                            // two channels
  refused({8, 0, 1, 1});                                            // no rows
  refused({0, 1, 1, 1, 8, 2, 2, 1});                                // a run of none
  refused({4, 1, 1, 1, 4, 1, 1, 1});                                // two runs of one size
  refused({136, 0, 1, 1, 1});                                       // a number in more bytes than it takes
  refused({8, 255, 255, 255, 255, 15, 255, 255, 255, 255, 15, 1});  // beyond all measure
  refused({255, 255, 255, 255, 255, 255, 255, 255, 255, 1, 1, 1, 1});
}

}  // namespace
}  // namespace ansatz
