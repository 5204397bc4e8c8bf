#include <gtest/gtest.h>

#include <algorithm>
#include <ansatz/group/canonical_order.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <functional>
#include <vector>

namespace ansatz {
namespace {

TEST(canonical_order, moves_elements_to_where_they_belong) {
  const std::vector<int> x{7, 3, 9, 3};
  EXPECT_EQ(relabelled(x, {2, 0, 1, 3}), (std::vector<int>{3, 9, 7, 3}));
  EXPECT_EQ(relabelled(x, sorted_order{}(x).to), (std::vector<int>{3, 3, 7, 9}));
  EXPECT_EQ(relabelled(x, sorted_order<std::ranges::greater>{}(x).to), (std::vector<int>{9, 7, 3, 3}));
  EXPECT_THROW((void)relabelled(x, {0, 1, 2}), domain_error);
  EXPECT_THROW((void)relabelled(x, {0, 1, 2, 2}), domain_error);
}

TEST(canonical_order, leaves_open_what_is_equal) {
  const std::vector<int> x{7, 3, 7, 3, 1, 7};
  const permutation_group g{x.size(), sorted_order{}(x).symmetries};
  EXPECT_NEAR(g.order().to_double(), std::log2(6. * 2), 1e-6);
  for (const permutation_list& p : {permutation_list{2, 1, 0, 3, 4, 5}, {5, 3, 0, 1, 4, 2}}) {
    EXPECT_TRUE(g.contains(p));
    EXPECT_EQ(relabelled(x, p), x);
  }
}

TEST(canonical_order, is_stable) {
  const auto tens = [](int a, int b) { return a / 10 < b / 10; };
  const std::vector<int> x{25, 11, 21, 17, 3};
  EXPECT_EQ(relabelled(x, order_by(std::span{x}, tens).to), (std::vector<int>{3, 11, 17, 25, 21}));
}

}  // namespace
}  // namespace ansatz
