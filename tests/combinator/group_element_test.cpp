#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/combinator/group_element.hpp>
#include <ansatz/group/permutations.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <map>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/groups.hpp"
#include "group/small_groups.hpp"

namespace ansatz {
namespace {

using testing::cube;
using testing::elements_of;
using testing::everything;
using testing::swaps_and_blocks;

ANSATZ_LAWS(group_element_of_swaps_and_blocks, group_element(swaps_and_blocks()),
            elements_of(swaps_and_blocks()));
ANSATZ_LAWS(group_element_of_a_cube, group_element(cube()), elements_of(cube()));
ANSATZ_LAWS(group_element_of_all, group_element(everything(50)), elements_of(everything(50)));
ANSATZ_LAWS(group_element_of_one, group_element(everything(1)), elements_of(everything(1)));
ANSATZ_LAWS(group_element_of_none, group_element(permutation_group{}), elements_of(permutation_group{}));

TEST(group_element, pays_the_logarithm_of_the_order) {
  metered s{rans_stack{}};
  group_element(cube()).push(s, identity_permutation(8));
  EXPECT_NEAR(s.net().to_double(), std::log2(48), 1e-6);
  EXPECT_NEAR(cube().order().to_double(), std::log2(48), 1e-6);
}

TEST(group_element, pops_all_elements_alike) {
  std::map<permutation_list, int, testing::word_order> seen;
  rans_stack s{supply::seeded(3)};
  const auto corners = group_element(cube());
  for (int i = 0; i < 48000; ++i) ++seen[corners.pop(s)];
  EXPECT_EQ(seen.size(), 48u);
  for (const auto& [x, count] : seen) EXPECT_NEAR(count, 1000, 160);
}

/// A group of order beyond 2^40000, most of it swaps.
TEST(group_element, takes_groups_of_any_order) {
  const permutation_group g = everything(5000);
  EXPECT_GT(g.order(), bits::whole(40000));
  rans_stack s{supply::seeded(4)};
  const permutation_list a = group_element(g).pop(s);
  EXPECT_TRUE(g.contains(a));
  group_element(g).push(s, a);
  EXPECT_TRUE(s.is_fresh());
}

TEST(group_element, refuses_what_is_none) {
  rans_stack s;
  EXPECT_THROW(group_element(cube()).push(s, {1, 0, 2, 3, 4, 5, 6, 7}), domain_error);
  EXPECT_THROW(group_element(cube()).push(s, {0, 1, 2}), domain_error);
  EXPECT_TRUE(s.is_fresh());
}

/// A permutation as where points go, and as where they come from: each is an element, and costs as much.
TEST(group_element, that_takes_places_for_images_breaks_the_laws) {
  const auto broken = codec_of<permutation_list>(
      [](auto& s, const permutation_list& x) { group_element(cube()).push(s, inverse(x)); },
      [](auto& s) { return group_element(cube()).pop(s); });
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(broken), elements_of(cube()))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(group_element, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(group_element(swaps_and_blocks()), {3, 6, 5, 0, 1, 2, 4, 7}), "0b4cc3f155");
}

}  // namespace
}  // namespace ansatz
