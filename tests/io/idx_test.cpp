#include <gtest/gtest.h>
#include <zlib.h>

#include <ansatz/error.hpp>
#include <ansatz/io/file.hpp>
#include <ansatz/io/idx.hpp>
#include <ansatz/io/image_files.hpp>

#include "images.hpp"

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

TEST(idx, becomes_images_by_its_last_dimensions) {
  EXPECT_EQ(images_from(sample),
            (image_set{{{2, 2, 1}, {1, 2, 3, 4}}, {{2, 2, 1}, {5, 6, 7, 8}}, {{2, 2, 1}, {9, 10, 11, 255}}}));
  EXPECT_EQ(idx_from(images_from(sample)), sample);
  EXPECT_EQ(images_from({{2, 3}, {1, 2, 3, 4, 5, 6}}),
            (image_set{{{1, 3, 1}, {1, 2, 3}}, {{1, 3, 1}, {4, 5, 6}}}));
  const idx_array colour{{1, 2, 1, 3}, {1, 2, 3, 4, 5, 6}};
  EXPECT_EQ(images_from(colour), (image_set{{{2, 1, 3}, {1, 2, 3, 4, 5, 6}}}));
  EXPECT_EQ(idx_from(images_from(colour)), colour);
  EXPECT_EQ(images_from({{1, 2, 3, 1}, {1, 2, 3, 4, 5, 6}}), (image_set{{{2, 3, 1}, {1, 2, 3, 4, 5, 6}}}));
  EXPECT_EQ(images_from({{0, 28, 28}, {}}), image_set{});
  EXPECT_THROW(images_from({{2}, {1, 2}}), corrupt_error);  // labels
  EXPECT_THROW(images_from({{1, 2, 2, 2}, std::vector<std::uint8_t>(8)}), corrupt_error);
  EXPECT_THROW(images_from({{2, 2, 0}, {}}), corrupt_error);
  EXPECT_THROW(images_from({{std::uint64_t{1} << 63, 2, 1}, {}}), domain_error);
  EXPECT_THROW(idx_from({{{1, 1, 1}, {0}}, {{1, 2, 1}, {0, 0}}}), domain_error);
}

TEST(idx, packed_is_unpacked_as_far_as_its_header_promises_and_one_byte_more) {
  const testing::temporary_folder folder;
  const std::string path = folder / "bomb.gz";
  gzFile gz = gzopen(path.c_str(), "wb");
  const auto bytes = format_idx(sample);
  gzwrite(gz, bytes.data(), static_cast<unsigned>(bytes.size()));
  const std::vector<char> zeros(1 << 20);
  for (int i = 0; i < 300; ++i) gzwrite(gz, zeros.data(), 1 << 20);
  gzclose(gz);
  const auto refused = [&](const auto& read) {
    try {
      read();
      ADD_FAILURE();
    } catch (const corrupt_error& e) {
      EXPECT_NE(std::string{e.what()}.find("fewer bytes than there are: 28 against 29"), std::string::npos)
          << e.what();
    }
  };
  refused([&] { read_idx(path); });
  refused([&] { read_images(path); });
  refused([&] { images_in(read_file(path)); });
  EXPECT_THROW(read_maybe_gzip(path, 1 << 20), error);
}

}  // namespace
}  // namespace ansatz
