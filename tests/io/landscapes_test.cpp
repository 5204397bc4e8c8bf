#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/io/hash.hpp>
#include <ansatz/io/landscapes.hpp>
#include <cstdlib>

#include "sentence_of.hpp"

namespace ansatz {
namespace {

std::string hash_of(const image& x) { return hash_hex(hash64(std::as_bytes(std::span{x.pixels}))); }

TEST(landscapes, are_the_same_on_every_machine) {
  EXPECT_EQ(hash_of(drawn_landscape(100, 150, 1)), "f0fbb4870223bd20");
  EXPECT_EQ(hash_of(drawn_landscape(99, 151, 2, true)), "1bee2eb3caa62af4");
}

TEST(landscapes, depend_on_the_seed) { EXPECT_NE(drawn_landscape(20, 20, 1), drawn_landscape(20, 20, 2)); }

TEST(landscapes, have_a_blue_sky_and_a_green_meadow) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const image x = drawn_landscape(120, 90, seed);
    std::array<std::uint64_t, 3> above{}, below{};
    for (std::size_t i = 0; i < 90 * 10 * 3; ++i) {
      above[i % 3] += x.pixels[i];
      below[i % 3] += x.pixels[x.pixels.size() - 1 - (i / 3 * 3 + 2 - i % 3)];
    }
    EXPECT_GT(above[2], above[0]) << seed;
    EXPECT_GT(below[1], below[0]) << seed;
    EXPECT_GT(below[1], below[2]) << seed;
  }
}

/// One colour a pixel is as without, the others are means of what is around.
TEST(landscapes, of_a_mosaic_are_interpolated) {
  const image full = drawn_landscape(16, 16, 3), x = drawn_landscape(16, 16, 3, true);
  const auto at = [](const image& of, std::size_t row, std::size_t column, std::size_t c) {
    return of.pixels[(row * 16 + column) * 3 + c];
  };
  EXPECT_EQ(at(x, 4, 6, 0), at(full, 4, 6, 0));
  EXPECT_EQ(at(x, 4, 7, 1), at(full, 4, 7, 1));
  EXPECT_EQ(at(x, 5, 6, 1), at(full, 5, 6, 1));
  EXPECT_EQ(at(x, 5, 7, 2), at(full, 5, 7, 2));
  EXPECT_EQ(at(x, 4, 7, 0), (at(full, 4, 6, 0) + at(full, 4, 8, 0) + 1) / 2);
  EXPECT_EQ(at(x, 4, 6, 2),
            (at(full, 3, 5, 2) + at(full, 3, 7, 2) + at(full, 5, 5, 2) + at(full, 5, 7, 2) + 2) / 4);
}

TEST(landscapes, take_any_size_but_none) {
  for (const bool mosaic : {false, true}) {
    EXPECT_EQ(drawn_landscape(1, 1, 1, mosaic).pixels.size(), 3u);
    EXPECT_EQ(drawn_landscape(1, 1000, 1, mosaic).pixels.size(), 3000u);
    EXPECT_EQ(drawn_landscape(1000, 1, 1, mosaic).pixels.size(), 3000u);
  }
  for (const auto& [height, width] : {std::pair{0u, 5u}, {5u, 0u}, {1u << 20, 1u << 20}})
    EXPECT_EQ(testing::sentence_of([&] { drawn_landscape(height, width, 1); }),
              "landscapes: 1 to 2^28 pixels");
}

}  // namespace
}  // namespace ansatz
