#include <gtest/gtest.h>

#include <ansatz/archive/chunk.hpp>
#include <ansatz/error.hpp>
#include <ansatz/io/hash.hpp>

#include "archive/chunks.hpp"

namespace ansatz {
namespace {

using bytes = std::vector<std::byte>;

bytes sample() { return format_chunk(testing::sample_chunk(39)); }

TEST(chunk, is_listed_without_its_stacks_and_read_with_them) {
  const chunk expected = testing::sample_chunk(39);
  bytes file(100, std::byte{7});
  const bytes own = sample();
  file.insert(file.end(), own.begin(), own.end());
  std::uint64_t read = 0;
  const bytes_at counted = [&](std::uint64_t offset, std::uint64_t count) {
    read += count;
    return testing::bytes_of(file)(offset, count);
  };
  const chunk_listing l = list_chunk(counted, 100, file.size());
  EXPECT_LE(read, own.size() - l.sizes[0] - l.sizes[1] + 8);
  EXPECT_EQ(l.offset, 100u);
  EXPECT_EQ(l.bytes, own.size());
  EXPECT_EQ(l.payload_offset(), file.size() - l.sizes[0] - l.sizes[1]);
  EXPECT_EQ(l.header.count(), 39u);
  EXPECT_TRUE(l.header.chains[0].stack.empty());
  EXPECT_EQ(l.sizes[0], expected.chains[0].stack.size());
  EXPECT_EQ(read_chunk(counted, l), expected);
}

TEST(chunk, is_refused_where_it_is_cut) {
  const bytes all = sample();
  for (std::size_t n = 0; n < all.size(); ++n) {
    const bytes cut(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
    EXPECT_THROW(read_chunk(testing::bytes_of(cut), list_chunk(testing::bytes_of(cut), 0, cut.size())),
                 corrupt_error)
        << n;
  }
  EXPECT_THROW(list_chunk(testing::bytes_of(all), all.size(), all.size()), corrupt_error);
}

/// A header of lists without end, or of lengths beyond all measure, with a right hash.
TEST(chunk, believes_no_length) {
  for (const auto& [byte, count] :
       {std::pair{0x81, 4000000}, {0x9b, 9}, {0x5b, 9}, {0xbb, 9}, {0xff, 9}, {0x9f, 9}}) {
    bytes file = sample();
    file.resize(4);
    for (int i = 0; i < 4; ++i) file.push_back(static_cast<std::byte>(count >> (8 * i)));
    file.resize(file.size() + static_cast<std::size_t>(count), static_cast<std::byte>(byte));
    const std::uint64_t hash = hash64(file);
    for (int i = 0; i < 8; ++i) file.push_back(static_cast<std::byte>(hash >> (8 * i)));
    EXPECT_THROW(list_chunk(testing::bytes_of(file), 0, file.size()), corrupt_error) << byte;
  }
}

}  // namespace
}  // namespace ansatz
