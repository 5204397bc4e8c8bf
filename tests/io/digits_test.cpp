#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/io/digits.hpp>
#include <ansatz/io/hash.hpp>
#include <array>
#include <numeric>

namespace ansatz {
namespace {

TEST(digits, depend_on_the_seed_and_their_number_alone) {
  const idx_array ten = digits(10, 3), hundred = digits(100, 3);
  EXPECT_TRUE(std::equal(ten.data.begin(), ten.data.end(), hundred.data.begin()));
  EXPECT_NE(digits(10, 4), ten);
  EXPECT_EQ(ten.shape, (std::vector<std::uint64_t>{10, 28, 28}));
}

TEST(digits, are_images_too) {
  const idx_array flat = digits(5, 3);
  EXPECT_EQ(idx_from(drawn_digit_images(5, 3)), flat);
}

TEST(digits, are_the_same_on_every_machine) {
  const idx_array d = digits(1000, 0);
  EXPECT_EQ(hash_hex(hash64(std::as_bytes(std::span{d.data}))), "a44c33fbba4c5d87");
}

TEST(digits, have_about_the_ink_of_handwriting) {
  const idx_array d = digits(1000, 1);
  const double mean = std::accumulate(d.data.begin(), d.data.end(), 0.0) / static_cast<double>(d.data.size());
  EXPECT_GT(mean, 25);
  EXPECT_LT(mean, 45);
  EXPECT_GT(std::ranges::count(d.data, 0), 0.7 * static_cast<double>(d.data.size()));
  std::array<int, 10> seen{};
  for (std::uint64_t i = 0; i < 1000; ++i) ++seen[digit_label(i, 1)];
  for (const int n : seen) EXPECT_GT(n, 60);
}

}  // namespace
}  // namespace ansatz
