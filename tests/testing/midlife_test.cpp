#include <gtest/gtest.h>

#include <ansatz/primitive/uniform.hpp>
#include <ansatz/testing/midlife.hpp>

namespace ansatz {
namespace {

TEST(midlife, reaches_every_kind_of_stack) {
  int bottom = 0, zeros = 0, taken = 0, low = 0, high = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    const auto s = testing::midlife<testing::rans_stack_16_8>::from(seed);
    bottom += s.words().empty() ? 1 : 0;
    zeros += s.below().which() == supply::kind::zeros ? 1 : 0;
    taken += s.taken() > 0 ? 1 : 0;
    low += s.head() < 256 ? 1 : 0;
    high += s.head() >= 1 << 14 ? 1 : 0;
  }
  for (const int n : {bottom, zeros, taken, low, high}) EXPECT_GT(n, 100);
}

TEST(slack_meter, allows_what_a_push_may_stray_and_no_more) {
  testing::slack_meter s{testing::midlife<rans_stack>::from(1)};
  uniform(1u << 16).push(s, 5);
  EXPECT_LT(s.slack(), bits::whole(1));
  testing::slack_meter coarse{testing::midlife<testing::rans_stack_16_8>::from(1)};
  uniform(100).push(coarse, 5);  // k = 1: up to a bit
  EXPECT_GT(coarse.slack(), bits::whole(1));
}

}  // namespace
}  // namespace ansatz
