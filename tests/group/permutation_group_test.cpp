#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <ansatz/group/permutation_group.hpp>
#include <set>

#include "group/small_groups.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::cycle;
using testing::generated;

std::vector<permutation_list> all_permutations(std::size_t n) {
  std::vector<permutation_list> out{identity_permutation(n)};
  for (permutation_list p = out[0]; std::ranges::next_permutation(p).found;) out.push_back(p);
  return out;
}

std::vector<sparse_permutation> random_generators(std::size_t n) {
  std::vector<sparse_permutation> out;
  for (int count = *rc::gen::resize(100, rc::gen::inRange(0, 4)); count > 0; --count) {
    permutation_list p = identity_permutation(n);
    // Few swaps, so that proper subgroups of all kinds come up.
    for (int swaps = *rc::gen::resize(100, rc::gen::inRange(0, 4)); swaps > 0; --swaps)
      std::swap(p[*rc::gen::inRange<std::size_t>(0, n)], p[*rc::gen::inRange<std::size_t>(0, n)]);
    out.push_back(sparse(p));
  }
  return out;
}

RC_GTEST_PROP(permutation_group, is_what_its_generators_generate, ()) {
  const auto n = *rc::gen::resize(100, rc::gen::inRange<std::size_t>(1, 8));
  const std::vector<sparse_permutation> generators = random_generators(n);
  const permutation_group g{n, generators};
  const testing::permutation_set elements = generated(n, generators);  // lexicographic order
  std::uint64_t order = 1;
  for (const free_point& f : g.free_points()) order *= f.images;
  RC_ASSERT(order == elements.size());
  RC_ASSERT(g.order() >= log2_of(order) - bits{4} && g.order() <= log2_of(order) + bits{4});
  std::vector<std::vector<std::uint32_t>> ranks;
  for (const permutation_list& a : elements) {
    ranks.push_back(g.ranks_of(a));
    RC_ASSERT(g.element_of(ranks.back()) == a);
  }
  RC_ASSERT(std::ranges::is_sorted(ranks, testing::word_order{}));
  if (n <= 5)
    for (const permutation_list& p : all_permutations(n)) RC_ASSERT(g.contains(p) == elements.contains(p));
  const permutation_list s = *rc::gen::elementOf(all_permutations(n));
  permutation_list least = s;
  for (const permutation_list& a : elements) least = std::min(least, composed(s, a), testing::word_order{});
  RC_ASSERT(g.least_of_coset(s) == least);
}

/// Products, powers of symmetric groups that are moved as blocks, and blocks of blocks.
TEST(permutation_group, knows_wreath_products) {
  const std::vector<sparse_permutation> of_blocks{
      cycle({0, 1}), cycle({0, 1, 2}), testing::product({cycle({0, 3}), cycle({1, 4}), cycle({2, 5})}),
      testing::product({cycle({0, 3, 6}), cycle({1, 4, 7}), cycle({2, 5, 8})})};
  const permutation_group g{10, of_blocks};  // S_3 wr S_3 on 9 points
  EXPECT_EQ(g.free_points().front(), (free_point{0, 9}));
  EXPECT_NEAR(g.order().to_double(), std::log2(6. * 6 * 6 * 6), 1e-6);
  EXPECT_TRUE(g.contains({1, 0, 2, 8, 6, 7, 4, 5, 3, 9}));
  EXPECT_FALSE(g.contains({1, 3, 2, 0, 4, 5, 6, 7, 8, 9}));
  EXPECT_FALSE(g.contains({0, 1, 2, 3, 4, 5, 6, 7, 9, 8}));
}

/// The group alone decides: other generators, same answers.
TEST(permutation_group, does_not_depend_on_its_generators) {
  const std::vector<sparse_permutation> one{testing::product({cycle({0, 2}), cycle({1, 5})}),
                                            testing::product({cycle({2, 4}), cycle({5, 3})})},
      other{testing::product({cycle({0, 2, 4}), cycle({1, 5, 3})}),
            testing::product({cycle({4, 0}), cycle({3, 1})})};
  const permutation_group a{6, one}, b{6, other};
  for (const permutation_list& p : generated(6, one)) EXPECT_EQ(a.ranks_of(p), b.ranks_of(p));
  for (const permutation_list& s : all_permutations(6)) EXPECT_EQ(a.least_of_coset(s), b.least_of_coset(s));
}

/// Conway, Sloane, Sphere Packings, Lattices and Groups, chapter 10.
TEST(permutation_group, knows_the_order_of_mathieus_largest) {
  permutation_list shift(24), turn(24);
  for (std::uint32_t i = 0; i < 23; ++i) shift[i] = (i + 1) % 23;
  shift[23] = 23;
  for (std::uint32_t i = 1; i < 23; ++i)
    for (std::uint32_t j = 1; j < 23; ++j)
      if (i * j % 23 == 22) turn[i] = j;
  turn[0] = 23, turn[23] = 0;
  const std::vector<sparse_permutation> generators{
      sparse(shift), sparse(turn),
      testing::product({cycle({2, 16, 9, 6, 8}), cycle({3, 12, 13, 18, 4}), cycle({7, 17, 10, 11, 22}),
                        cycle({14, 19, 21, 20, 15})})};
  const permutation_group g{24, generators};
  std::uint64_t order = 1;
  for (const free_point& f : g.free_points()) order *= f.images;
  EXPECT_EQ(order, 244823040u);
}

/// 30,000 leaves of one hub and 200 paths of two nodes at another.
TEST(permutation_group, takes_memory_linear_in_what_is_symmetric) {
  constexpr std::uint32_t leaves = 30000, paths = 200;
  std::vector<sparse_permutation> generators;
  for (std::uint32_t i = 1; i < leaves; ++i) generators.push_back(cycle({i - 1, i}));
  for (std::uint32_t i = 1; i < paths; ++i) {
    const std::uint32_t at = leaves + 2 * i;
    generators.push_back(testing::product({cycle({at - 2, at}), cycle({at - 1, at + 1})}));
  }
  const permutation_group g{leaves + 2 * paths, generators};
  const double expected = (std::lgamma(leaves + 1.) + std::lgamma(paths + 1.)) / std::log(2.);
  EXPECT_NEAR(g.order().to_double(), expected, 1e-3);
  permutation_list s(g.size());
  std::iota(s.rbegin(), s.rend(), 0u);
  const permutation_list least = g.least_of_coset(s), a = composed(inverse(s), least);
  EXPECT_EQ(least[0], 2 * paths);
  EXPECT_EQ(g.element_of(g.ranks_of(a)), a);
}

TEST(permutation_group, refuses_what_is_none) {
  for (const sparse_permutation& g : std::vector<sparse_permutation>{
           {{0, 1}}, {{0, 1}, {1, 2}}, {{1, 0}, {0, 1}}, {{0, 3}, {3, 0}}, {{0, 0}}, {{0, 1}, {0, 1}}})
    EXPECT_THROW(permutation_group(3, {g}), domain_error);
  const permutation_group g{3, {cycle({0, 2})}};
  EXPECT_THROW((void)g.ranks_of({1, 0, 2}), domain_error);
  EXPECT_THROW((void)g.ranks_of({0, 0, 2}), domain_error);
  EXPECT_THROW((void)g.least_of_coset({0, 1}), domain_error);
  const std::vector<std::uint32_t> too_large{2}, too_many{0, 0};
  EXPECT_THROW((void)g.element_of(too_large), domain_error);
  EXPECT_THROW((void)g.element_of(too_many), domain_error);
}

}  // namespace
}  // namespace ansatz
