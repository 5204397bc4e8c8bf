#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <ansatz/error.hpp>
#include <random>
#include <resampled/private/bitmap_walk.hpp>
#include <set>
#include <vector>

namespace ansatz::detail {
namespace {

using inputs = std::vector<std::uint16_t>;

inputs row_of(const bitmap_walk& w) {
  inputs to;
  w.tell_row(to);
  return to;
}
inputs pixel_of(const bitmap_walk& w) {
  inputs to;
  w.tell_pixel(to);
  return to;
}

/// A bitmap of random pixels, forced ones inked, and what surrounds it none.
struct drawn {
  std::uint32_t height, width;
  std::vector<std::vector<int>> rows;

  int at(int y, int x) const {
    return y < 0 || x < 0 || x >= static_cast<int>(width) || y >= static_cast<int>(height)
               ? 0
               : rows[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)];
  }
};

RC_GTEST_PROP(bitmap_walk, tells_what_is_around, ()) {
  const auto height = *rc::gen::inRange<std::uint32_t>(1, 129),
             width = *rc::gen::inRange<std::uint32_t>(1, 129);
  const auto percent = *rc::gen::inRange<std::uint32_t>(0, 101);
  std::mt19937 random{*rc::gen::arbitrary<std::uint32_t>()};
  bitmap_walk w{height, width};
  drawn d{height, width, std::vector(height, std::vector<int>(width))};
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x) {
      RC_ASSERT(!w.done() && w.row() == y && w.column() == x);
      const int v = static_cast<int>(y), u = static_cast<int>(x);
      if (random() % 64 == 0) {
        const inputs p = pixel_of(w);
        RC_ASSERT(std::ranges::is_sorted(p) && p.front() >= bitmap_walk::row_inputs &&
                  p.back() < bitmap_walk::inputs);
        const std::set<int> set(p.begin(), p.end());
        int base = bitmap_walk::row_inputs;
        for (int up = 1; up <= 10; ++up)
          for (int k = 0; k < 19; ++k, ++base)
            RC_ASSERT(static_cast<int>(set.count(base)) == d.at(v - up, u - 9 + k));
        for (int k = 0; k < 9; ++k, ++base)
          RC_ASSERT(static_cast<int>(set.count(base)) == d.at(v, u - 9 + k));
        base += 12 + 12 + 14;
        const auto check_blocks = [&](int count, int above, const auto& left_of) {
          for (const int least : {1, 8})
            for (int b = 0; b < count; ++b, ++base) {
              int ink = 0;
              for (int k = 0; k < 16; ++k) ink += d.at(v - above - k / 4, u + left_of(b) + k % 4);
              RC_ASSERT(static_cast<int>(set.count(base)) == (ink >= least ? 1 : 0));
            }
        };
        for (int r = 0; r < 4; ++r) check_blocks(9, 11 + 4 * r, [](int b) { return 4 * b - 18; });
        for (int r = 0; r < 2; ++r)
          check_blocks(4, 1 + 4 * r, [](int b) { return b < 2 ? 4 * b - 17 : 4 * (b - 2) + 10; });
        RC_ASSERT(base + 1 == static_cast<int>(bitmap_walk::inputs));
      }
      const bool inked = w.forced() || random() % 100 < percent;
      d.rows[y][x] = inked ? 1 : 0;
      w.learn(inked);
    }
  RC_ASSERT(w.done());
  // Forced pixels leave no edge of the ink box empty.
  const auto ink_of = [&](int y, int x, int down, int right, std::uint32_t count) {
    int ink = 0;
    for (int k = 0; k < static_cast<int>(count); ++k) ink += d.at(y + k * down, x + k * right);
    return ink;
  };
  RC_ASSERT(ink_of(0, 0, 0, 1, width) > 0 && ink_of(static_cast<int>(height) - 1, 0, 0, 1, width) > 0);
  RC_ASSERT(ink_of(0, 0, 1, 0, height) > 0 && ink_of(0, static_cast<int>(width) - 1, 1, 0, height) > 0);
}

TEST(bitmap_walk, forces_no_more_than_it_must) {
  bitmap_walk w{1, 3};  // ink in the first column and in the last one, as there is one row alone
  EXPECT_TRUE(w.forced());
  w.learn(true);
  EXPECT_FALSE(w.forced());
  w.learn(false);
  EXPECT_TRUE(w.forced());
  bitmap_walk v{2, 2};
  for (const bool forced : {false, true, true, false}) {
    EXPECT_EQ(v.forced(), forced);
    v.learn(forced);
  }
}

TEST(bitmap_walk, tells_of_parts_of_the_bitmap_row_by_row) {
  bitmap_walk w{16, 16};
  const std::size_t before = row_of(w).size();
  for (int i = 0; i < 16; ++i) w.learn(i < 2);
  // The first part has ink, half of it if the row is all there is of it; and so has the first column.
  const inputs one = row_of(w);
  EXPECT_EQ(one.size(), before + 3);
  for (int i = 0; i < 16; ++i) w.learn(false);
  EXPECT_EQ(row_of(w).size(), before + 3);
  EXPECT_LT(row_of(w).back(), bitmap_walk::row_inputs);
}

TEST(bitmap_walk, is_even_where_seventeen_pixels_are) {
  bitmap_walk w{3, 20};
  for (int i = 0; i < 20; ++i) w.learn(i == 10);
  for (int x = 0; x < 20; ++x) {
    EXPECT_EQ(w.even(), x < 6 || x > 13) << x;
    w.learn(false);
  }
}

TEST(bitmap_walk, says_what_is_wrong) {
  EXPECT_THROW((bitmap_walk{0, 3}), domain_error);
  EXPECT_THROW((bitmap_walk{3, 0}), domain_error);
  EXPECT_THROW((bitmap_walk{129, 3}), domain_error);
  EXPECT_THROW((bitmap_walk{3, 0xffffffff}), domain_error);
}

}  // namespace
}  // namespace ansatz::detail
