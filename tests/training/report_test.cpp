#include <gtest/gtest.h>

#include <training/report.hpp>

namespace ansatz::training {
namespace {

TEST(duration_text, has_the_digits_that_people_need) {
  EXPECT_EQ(duration_text(0.1), "less than a second");
  EXPECT_EQ(duration_text(40.4), "40 seconds");
  EXPECT_EQ(duration_text(240), "4 minutes");
  EXPECT_EQ(duration_text(3570), "1 h 00");
  EXPECT_EQ(duration_text(88 * 60 + 20), "1 h 28");
}

TEST(estimate, is_made_of_the_first_batches_but_the_very_first) {
  estimate e{22, 100, 0.03};
  EXPECT_EQ(e.after_batch(9), "");
  EXPECT_EQ(e.after_batch(11), "");
  EXPECT_EQ(e.after_batch(13.8), "an epoch takes about 4 minutes, all 22 to come 1 h 29\n");
  EXPECT_EQ(e.after_batch(20), "");
}

}  // namespace
}  // namespace ansatz::training
