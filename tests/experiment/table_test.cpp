#include <gtest/gtest.h>

#include <ansatz/archive/registry.hpp>
#include <bb_ans/bb_ans_coder.hpp>
#include <common/standard_images.hpp>
#include <program/measured.hpp>

namespace ansatz::experiment {
namespace {

/// 100 images of 10 numbers at 8 bits an image net, in a file with 40 bits more.
measured_set hundred() {
  measured_set s;
  s.count = 100;
  s.dims = 1000;
  measured_coder c;
  c.account.net = bits::whole(800);
  c.file_bytes = 105;
  c.model_bytes = 1000;
  s.coders.push_back(c);
  return s;
}

TEST(table, breaks_even_where_file_and_model_are_no_longer_larger) {
  const measured_set s = hundred();
  for (const std::uint64_t rival_bytes : {101u, 150u, 300u, 5000u}) {
    const std::uint64_t n = break_even(s, s.coders[0], {"r", rival_bytes, 0, 0});
    const auto ours = [&](std::uint64_t images) { return 8000.0 + 40 + 8.0 * static_cast<double>(images); };
    const auto theirs = [&](std::uint64_t images) {
      return 8.0 * static_cast<double>(rival_bytes * images) / 100;
    };
    EXPECT_LE(ours(n), theirs(n)) << rival_bytes;
    EXPECT_GT(ours(n - 1), theirs(n - 1)) << rival_bytes;
  }
  EXPECT_EQ(break_even(s, s.coders[0], {"as good", 100, 0, 0}), 0u);
  EXPECT_EQ(break_even(s, s.coders[0], {"better", 50, 0, 0}), 0u);
}

TEST(table, measures_what_the_file_is) {
  const image_set images = standard_images({}, false, 40).images;
  const codec_entry entry = bb_ans_entry();
  const auto by = std::move(best_first(all_coders(std::span{&entry, 1}, {}), images).at(0).coder);
  const measured_coder c = measure(*by, images, {.coding = {}, .alone = 3});
  bits sum;
  for (const auto& [label, part] : c.account.ledger) sum += part;
  EXPECT_EQ(sum, c.account.net);
  const double file = 8.0 * static_cast<double>(c.file_bytes),
               parts = (c.account.net + c.account.initial).to_double();
  EXPECT_GT(file, parts);
  EXPECT_LT(file, parts + 8 * 250) << "the header and the head";
  ASSERT_FALSE(c.running.empty());
  EXPECT_EQ(c.running.back().first, 30u);
  EXPECT_GT(c.running.front().second, c.running.back().second) << "an image alone is plain";
  EXPECT_NEAR(*c.alone, c.running.front().second, 0.5 * *c.alone);
  ASSERT_TRUE(c.losses);
  EXPECT_NEAR(c.losses->expected().to_double() / c.account.net.to_double(), 1, 0.1);
}

TEST(standard_images, are_digits_where_there_is_no_data) {
  for (const bool binary : {true, false}) {
    const named_images set = standard_images({}, binary, 30);
    EXPECT_EQ(set.images.size(), 30u);
    EXPECT_EQ(set.name,
              binary ? "drawn digits, binarised, the first 30" : "drawn digits, 8 bits, the first 30");
  }
  EXPECT_THROW(standard_images("/nowhere", true), error);
}

}  // namespace
}  // namespace ansatz::experiment
