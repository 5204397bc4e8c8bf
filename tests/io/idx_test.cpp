#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/io/idx.hpp>

namespace ansatz {
namespace {

const idx_array sample{{3, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255}};

TEST(idx, comes_back_whole) {
  EXPECT_EQ(parse_idx(format_idx(sample)), sample);
  EXPECT_EQ(sample.count(), 3u);
  EXPECT_EQ(sample.item_size(), 4u);
  const idx_array none{{0, 28, 28}, {}};
  EXPECT_EQ(parse_idx(format_idx(none)), none);
}

TEST(idx, is_refused_when_cut_or_continued) {
  auto bytes = format_idx(sample);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_THROW(parse_idx(std::span{bytes}.first(n)), corrupt_error) << n;
  bytes.push_back(std::byte{0});
  EXPECT_THROW(parse_idx(bytes), corrupt_error);
}

TEST(idx, is_refused_when_it_promises_more_images_than_there_are_bytes_in_the_world) {
  auto bytes = format_idx(sample);
  for (std::size_t i = 4; i < 16; ++i) bytes[i] = std::byte{0xff};
  EXPECT_THROW(parse_idx(bytes), corrupt_error);
  for (const std::size_t i : {4u, 5u, 6u, 7u}) bytes[i] = std::byte{0x10};  // 2^28 * 2^32 * 2^32 wraps around
  EXPECT_THROW(parse_idx(bytes), corrupt_error);
}

TEST(idx, of_another_element_type_or_no_idx_at_all_is_refused) {
  auto bytes = format_idx(sample);
  bytes[2] = std::byte{0x0d};
  EXPECT_THROW(parse_idx(bytes), corrupt_error);
  bytes[2] = std::byte{8};
  bytes[0] = std::byte{1};
  EXPECT_THROW(parse_idx(bytes), corrupt_error);
  EXPECT_THROW(parse_idx({}), corrupt_error);
  EXPECT_THROW(format_idx({{2, 2}, {1, 2, 3}}), domain_error);
}

}  // namespace
}  // namespace ansatz
