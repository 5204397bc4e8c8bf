#include <ansatz/combinator/coset.hpp>
#include <ansatz/testing/laws.hpp>
#include <cmath>
#include <set>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "combinator/groups.hpp"

namespace ansatz {
namespace {

using testing::cosets_of;
using testing::cube;
using testing::everything;
using testing::swaps_and_blocks;

ANSATZ_LAWS(coset_of_swaps_and_blocks, coset(swaps_and_blocks()), cosets_of(swaps_and_blocks()));
ANSATZ_LAWS(coset_of_a_cube, coset(cube()), cosets_of(cube()));
ANSATZ_LAWS(coset_of_all, coset(everything(30)), cosets_of(everything(30)));
ANSATZ_LAWS(coset_of_the_identity, coset(permutation_group{30}), cosets_of(permutation_group{30}));
ANSATZ_LAWS(coset_of_none, coset(permutation_group{}), cosets_of(permutation_group{}));

TEST(coset, pays_the_logarithm_of_the_index) {
  metered s{rans_stack{}};
  coset(cube()).push(s, identity_permutation(8));
  EXPECT_NEAR(s.net().to_double(), std::log2(40320. / 48), 1e-6);
}

TEST(coset, pushes_all_of_its_members_alike) {
  const permutation_group g = swaps_and_blocks();
  const permutation_list s{5, 2, 7, 0, 1, 3, 6, 4};
  rans_stack from{supply::seeded(1)}, to = from;
  coset(g).push(to, g.least_of_coset(s));
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    rans_stack draws{supply::seeded(seed)}, other = from;
    coset(g).push(other, composed(s, group_element(g).pop(draws)));
    EXPECT_EQ(other, to);
  }
}

/// Pushes the member that a canonisation gave, which is any of them.
struct careless_codec {
  using symbol_type = permutation_list;
  permutation_group group;
  permutation_list other;  // an element of the group
  template <class S>
  void push(S& s, const symbol_type& x) const {
    const permutation_list member = composed(x, other);
    permutation(8).push(s, composed(member, inverse(group_element(group).pop(s))));
  }
  template <class S>
  symbol_type pop(S& s) const {
    return coset(group).pop(s);
  }
};
TEST(coset, that_is_not_minimised_breaks_both_laws) {
  const permutation_group g = swaps_and_blocks();
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(careless_codec{g, {0, 4, 2, 3, 1, 5, 6, 7}}),
                                                cosets_of(g))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(coset, refuses_what_is_no_permutation) {
  rans_stack s;
  EXPECT_THROW(coset(cube()).push(s, {0, 1, 2}), domain_error);
  EXPECT_THROW(coset(cube()).push(s, {0, 1, 2, 3, 4, 5, 6, 6}), domain_error);
  EXPECT_TRUE(s.is_fresh());
}

TEST(coset, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(coset(swaps_and_blocks()), {5, 2, 7, 0, 1, 3, 6, 4}), "0c5bf64fff806e789e6d");
}

}  // namespace
}  // namespace ansatz
