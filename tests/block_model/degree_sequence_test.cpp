#include <algorithm>
#include <ansatz/stack/exact.hpp>
#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <block_model/degree_sequence.hpp>
#include <cmath>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"

namespace ansatz {
namespace {

using degree_list = std::vector<std::uint32_t>;

rc::Gen<degree_list> degrees_of(std::uint32_t n, std::size_t m) {
  return rc::gen::map(testing::graphs_of(n, m), [](const graph& g) { return degrees(g); });
}
ANSATZ_LAWS(degree_sequence_of_seven, degree_sequence(7, 8), degrees_of(7, 8));
ANSATZ_LAWS(degree_sequence_sparse, degree_sequence(40, 12), degrees_of(40, 12));
ANSATZ_LAWS(degree_sequence_of_a_complete_graph, degree_sequence(5, 10), degrees_of(5, 10));
ANSATZ_LAWS(degree_sequence_of_no_edge, degree_sequence(5, 0), degrees_of(5, 0));
ANSATZ_LAWS(degree_sequence_of_no_node, degree_sequence(0, 0), degrees_of(0, 0));

TEST(degree_sequence, has_all_sums_that_are_right_and_no_others) {
  // Every list of four degrees below 4: those with a sum of 8 are coded, and their probabilities sum to one.
  double sum = 0;
  for (std::uint32_t i = 0; i < 256; ++i) {
    const degree_list d{i & 3, i >> 2 & 3, i >> 4 & 3, i >> 6};
    if (d[0] + d[1] + d[2] + d[3] == 8)
      sum += std::exp2(-cost(degree_sequence(4, 4), d).to_double());
    else
      EXPECT_THROW(cost(degree_sequence(4, 4), d), domain_error) << i;
  }
  EXPECT_NEAR(sum, 1, 1e-5);
}

TEST(degree_sequence, does_not_pay_for_what_is_certain) {
  EXPECT_EQ(cost(degree_sequence(5, 10), degree_list(5, 4)), bits{});
  EXPECT_EQ(cost(degree_sequence(1000, 0), degree_list(1000, 0)), bits{});
}

TEST(degree_sequence, refuses_what_cannot_be) {
  EXPECT_THROW(degree_sequence(4, 7), domain_error);
  EXPECT_THROW(degree_sequence(0, 1), domain_error);
  EXPECT_THROW(degree_sequence((1u << 26) + 1, 1), domain_error);
  rans_stack s;
  EXPECT_THROW(degree_sequence(3, 1).push(s, {1, 1}), domain_error);
  EXPECT_THROW(degree_sequence(3, 1).push(s, {2, 1, 1}), domain_error);
  EXPECT_THROW(degree_sequence(3, 1).push(s, {1, 0, 0}), domain_error);
  EXPECT_THROW(degree_sequence(3, 2).push(s, {4, 0, 0}), domain_error);
}

/// Learns the numbers that it pops, and not those that it pushes.
struct forgetful_codec {
  using symbol_type = degree_list;
  template <class S>
  void push(S& s, const degree_list& d) const {
    const learnt_scale none;
    for (std::size_t i = d.size(); i-- > 0;) none.up_to(6).push(s, d[i]);
  }
  template <class S>
  degree_list pop(S& s) const {
    learnt_scale scale;
    degree_list d;
    for (int i = 0; i < 4; ++i) {
      d.push_back(scale.up_to(6).pop(s));
      scale.learn(d.back());
    }
    return d;
  }
};
TEST(degree_sequence, that_learns_on_one_side_breaks_the_laws) {
  const auto numbers = rc::gen::container<degree_list>(4, rc::gen::inRange(1u, 7u));
  EXPECT_EQ(testing::names(testing::broken_laws(testing::laws_of(forgetful_codec{}), numbers)),
            testing::broken_on(testing::every_stack, testing::both_inverses));
}

TEST(degree_sequence, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(degree_sequence(6, 7), degree_list{3, 1, 3, 2, 5, 0}), "02a5fdec8f696c");
}

}  // namespace
}  // namespace ansatz
