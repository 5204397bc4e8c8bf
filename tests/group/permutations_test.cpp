#include <gtest/gtest.h>

#include <ansatz/group/permutations.hpp>

namespace ansatz {
namespace {

TEST(permutations, compose_from_the_right) {
  const permutation_list p{1, 2, 0, 3}, q{3, 0, 2, 1};
  EXPECT_EQ(composed(p, q), (permutation_list{3, 1, 0, 2}));
  EXPECT_EQ(composed(q, p), (permutation_list{0, 2, 3, 1}));
  EXPECT_EQ(composed(p, inverse(p)), identity_permutation(4));
  EXPECT_EQ(inverse(p), (permutation_list{2, 0, 1, 3}));
}

TEST(permutations, are_sparse_where_they_move_little) {
  const permutation_list p{0, 3, 2, 1};
  EXPECT_EQ(sparse(p), (sparse_permutation{{1, 3}, {3, 1}}));
  EXPECT_EQ(dense(sparse(p), 4), p);
  EXPECT_TRUE(sparse(identity_permutation(5)).empty());
}

TEST(permutations, are_conjugated_by_renaming) {
  const permutation_list p{1, 2, 0, 3}, name{3, 1, 0, 2};
  EXPECT_EQ(dense(renamed(sparse(p), name), 4), composed(name, composed(p, inverse(name))));
}

TEST(permutations, are_told_from_what_is_none) {
  EXPECT_NO_THROW(expect_permutation(permutation_list{}, 0));
  EXPECT_NO_THROW(expect_permutation(permutation_list{2, 0, 1}, 3));
  for (const permutation_list& p : {permutation_list{0, 1}, {0, 1, 3}, {0, 1, 1}, {0, 1, 2, 3}})
    EXPECT_THROW(expect_permutation(p, 3), domain_error);
}

}  // namespace
}  // namespace ansatz
