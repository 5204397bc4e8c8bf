#include <gtest/gtest.h>

#include <ansatz/archive/salvage.hpp>

#include "archive/chunks.hpp"
#include "archive/coder_check.hpp"
#include "archive/tiny_images.hpp"
#include "archive/toy_coder.hpp"

namespace ansatz {
namespace {

using bytes = std::vector<std::byte>;

/// 20 chunks.
struct twenty {
  testing::toy_coder toy{"toy"};
  image_set images = testing::noisy_images(60, {5, 4, 1}, 256);
  bytes file = format_container(toy.compress(images, {.chunk = 3 * (20 + weight_of_an_image)}));
};

salvaged_chunks salvaged(const bytes& file) { return salvage(testing::bytes_of(file), file.size()); }

std::uint64_t items_in(const salvaged_chunks& s) {
  std::uint64_t items = 0;
  for (const chunk_listing& l : s.chunks) items += l.header.count();
  return items;
}

/// What came back is what was coded, at its place, and what did not is listed.
void expect_true(const twenty& t, const bytes& file, const salvaged_chunks& s) {
  std::uint64_t next = 0;
  auto lost = s.lost.begin();
  for (const chunk_listing& l : s.chunks) {
    if (l.header.first != next) {
      ASSERT_NE(lost, s.lost.end());
      EXPECT_EQ(lost->first, next);
      EXPECT_EQ(lost->first + lost->count, l.header.first);
      ++lost;
    }
    const chunk c = read_chunk(testing::bytes_of(file), l);
    EXPECT_EQ(t.toy.decompress_chunk(c), copy_of(part_of(data_set{t.images}, c.first, c.count())));
    next = l.header.first + l.header.count();
  }
}

TEST(salvage, finds_all_of_a_whole_file) {
  const twenty t;
  const salvaged_chunks s = salvaged(t.file);
  EXPECT_EQ(s.kind, "images");
  EXPECT_EQ(s.chunks.size(), 20u);
  EXPECT_TRUE(s.lost.empty());
}

TEST(salvage, loses_one_chunk_for_a_flipped_bit_and_says_which) {
  const twenty t;
  const container_file good{testing::bytes_of(t.file), t.file.size()};
  std::size_t lost = 0;
  for (std::size_t bit = 0; bit < 8 * t.file.size(); bit += 7) {
    bytes file = t.file;
    file[bit / 8] ^= std::byte{1} << (bit % 8);
    const salvaged_chunks s = salvaged(file);
    ASSERT_GE(s.chunks.size(), 19u) << bit;
    ASSERT_EQ(s.kind, "images");
    ASSERT_LE(s.lost.size(), 1u);
    expect_true(t, file, s);
    if (bit < 64) {
      EXPECT_TRUE(s.lost.empty()) << "the beginning tells nothing";
    }
    if (s.chunks.size() == 20) continue;
    ++lost;
    const auto& place = good.places()[s.lost[0].first / 3];
    EXPECT_EQ(s.lost[0].first, place.first);
    EXPECT_EQ(s.lost[0].count, 3u);
    EXPECT_TRUE(bit / 8 >= place.offset && bit / 8 < place.offset + place.bytes);
  }
  EXPECT_GT(lost, t.file.size() / 2);
}

TEST(salvage, survives_cuts_gaps_and_insertions) {
  const twenty t;
  const auto at = [&](std::size_t n) { return t.file.begin() + static_cast<std::ptrdiff_t>(n); };
  for (std::size_t n = 0; n < t.file.size(); n += 37) {
    const bytes cut(t.file.begin(), at(n));
    expect_true(t, cut, salvaged(cut));
    EXPECT_GE(items_in(salvaged(cut)) + 6, 60 * n / t.file.size());
    EXPECT_FALSE(salvaged(cut).lost.empty());

    bytes gap(t.file.begin(), at(n));
    gap.insert(gap.end(), at(std::min(n + 11, t.file.size())), t.file.end());
    expect_true(t, gap, salvaged(gap));
    EXPECT_GE(salvaged(gap).chunks.size(), 18u);

    bytes more = t.file;
    more.insert(more.begin() + static_cast<std::ptrdiff_t>(n), 11, std::byte{0x1a});
    expect_true(t, more, salvaged(more));
    EXPECT_GE(salvaged(more).chunks.size(), 19u);
  }
  bytes twice = t.file;
  twice.insert(twice.end(), t.file.begin(), t.file.end());
  EXPECT_EQ(salvaged(twice).chunks.size(), 20u) << "a chunk that comes twice counts once";
}

TEST(salvage, finds_nothing_in_what_is_none) {
  EXPECT_TRUE(salvaged({}).chunks.empty());
  const bytes marks(3000000, std::byte{0x1a});
  EXPECT_TRUE(salvaged(marks).chunks.empty());
  EXPECT_EQ(salvaged(marks).lost,
            (std::vector<lost_items>{
                {0, 0, "the index is damaged or missing: nothing says whether more followed"}}));
}

/// Each mark begins a header that is said to be as long as the rest of the file.
TEST(salvage, reads_a_file_of_nothing_but_marks_a_bounded_number_of_times) {
  bytes file;
  while (file.size() < 200000) {
    for (const char b : {'\x1a', 'c', 'h', 'k'}) file.push_back(static_cast<std::byte>(b));
    const std::size_t rest = 200000 - file.size();
    for (unsigned i = 0; i < 4; ++i) file.push_back(static_cast<std::byte>(rest >> (8 * i)));
  }
  file.resize(file.size() + 100);
  std::uint64_t read = 0;
  const bytes_at counted = [&, at = testing::bytes_of(file)](std::uint64_t offset, std::uint64_t count) {
    bytes part = at(offset, count);
    read += part.size();
    return part;
  };
  EXPECT_TRUE(salvage(counted, file.size()).chunks.empty());
  EXPECT_LT(read, 20 * file.size());
}

}  // namespace
}  // namespace ansatz
