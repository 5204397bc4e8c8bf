#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <block_model/node_blocks.hpp>
#include <cmath>

#include "broken.hpp"
#include "bytes_of.hpp"

namespace ansatz {
namespace {

using list = std::vector<std::uint32_t>;

const list six{1, 3, 1, 1, 2, 2};
const block_prior small{.edge = 1, .node = 1, .base = 1};
rc::Gen<list> blocks_of_six(std::uint32_t blocks) {
  return rc::gen::container<list>(6, rc::gen::inRange(0u, blocks));
}
ANSATZ_LAWS(node_blocks_of_six, node_blocks(six, 3, small), blocks_of_six(3));
ANSATZ_LAWS(node_blocks_as_they_are, node_blocks(six, 5), blocks_of_six(5));
ANSATZ_LAWS(node_blocks_of_one_block, node_blocks(six, 1), blocks_of_six(1));
ANSATZ_LAWS(node_blocks_of_no_node, node_blocks({}, 3), rc::gen::just(list{}));

TEST(node_blocks, learn_what_a_degree_says) {
  list degrees(200), told, untold;
  for (std::uint32_t v = 0; v < 200; ++v) {
    degrees[v] = v < 100 ? 5 : 3;
    told.push_back(v < 100 ? 0 : 1);
    untold.push_back(v % 2);
  }
  EXPECT_LT(cost(node_blocks(degrees, 2), told).to_double(), 45);
  EXPECT_GT(cost(node_blocks(degrees, 2), untold).to_double(), 190);
}

TEST(node_blocks, refuses_what_is_not_there) {
  rans_stack s;
  EXPECT_THROW(node_blocks(six, 3).push(s, {0, 1, 2, 0, 1}), domain_error);
  EXPECT_THROW(node_blocks(six, 3).push(s, {0, 1, 2, 0, 1, 3}), domain_error);
  EXPECT_THROW(node_blocks(six, 0), domain_error);
  EXPECT_THROW(node_blocks(six, 1025), domain_error);
  EXPECT_THROW(node_blocks(six, 2, {.node = 1u << 16, .base = 1u << 16}), domain_error);
  EXPECT_TRUE(s.is_fresh());
}

/// Pops by another prior than it pushes by.
struct undecided_codec {
  using symbol_type = list;
  template <class S>
  void push(S& s, const list& x) const {
    node_blocks(six, 3, small).push(s, x);
  }
  template <class S>
  list pop(S& s) const {
    return node_blocks(six, 3, {.edge = 1, .node = 2, .base = 1}).pop(s);
  }
};
TEST(node_blocks, of_two_priors_break_the_laws) {
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(undecided_codec{}), blocks_of_six(3))),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(node_blocks, have_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(node_blocks(six, 3), list{0, 2, 0, 1, 0, 1}), "079022b578f3");
}

}  // namespace
}  // namespace ansatz
