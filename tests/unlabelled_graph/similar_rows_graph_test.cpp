#include <algorithm>
#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/testing/laws.hpp>
#include <unlabelled_graph/private/similar_rows.hpp>
#include <unlabelled_graph/unlabelled_graph.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"
#include "unlabelled_graph/copied_graph.hpp"
#include "unlabelled_graph/numbering_check.hpp"

namespace ansatz {
namespace {

auto arranged_graphs(std::uint32_t nodes, std::size_t edges) {
  return rc::gen::map(testing::graphs_of(nodes, edges), [](const graph& g) { return arranged(g); });
}

// Decisions from a stack that no push gave may make no graph.
ANSATZ_LAWS(similar_rows_graph_deep, similar_rows_graph(9, 14), arranged_graphs(9, 14),
            .full_support = false);
ANSATZ_LAWS(similar_rows_graph_shallow, (similar_rows_graph_codec{7, 9, 7}), arranged_graphs(7, 9),
            .full_support = false);
ANSATZ_LAWS(similar_rows_graph_dense, (similar_rows_graph_codec{8, 27, 7}), arranged_graphs(8, 27),
            .full_support = false);
ANSATZ_LAWS(similar_rows_graph_sparse, (similar_rows_graph_codec{40, 9, 7}), arranged_graphs(40, 9),
            .full_support = false);
ANSATZ_LAWS(similar_rows_graph_without_edges, similar_rows_graph(5, 0), arranged_graphs(5, 0),
            .full_support = false);
ANSATZ_LAWS(similar_rows_graph_of_nothing, similar_rows_graph(0, 0), arranged_graphs(0, 0));

double similar_rows_cost(const graph& g) {
  return testing::cost_an_edge<similar_rows_graph_codec>(arranged(g)).net;
}
double by_degree_cost(const graph& g) {
  return testing::cost_an_edge<unlabelled_graph_codec>(arranged(g)).net;
}

TEST(similar_rows_graph, codes_rows_that_are_alike_in_fewer_bits_and_others_in_few_more) {
  const graph alike = testing::copied_graph(1000, 1), drawn = drawn_graph(1000, 4000, 1);
  EXPECT_LT(similar_rows_cost(alike), 0.97 * by_degree_cost(alike));
  EXPECT_LT(similar_rows_cost(drawn), 1.02 * by_degree_cost(drawn));
}

TEST(similar_rows_graph, has_golden_bytes) {
  const graph g = testing::copied_graph(60, 5);
  EXPECT_EQ(testing::bytes_of(similar_rows_graph(60, g.edges()), arranged(g)),
            "057b44e7ee3a80da42b836bf5a56e318e4a37c92d96fef726ed7abb279d1571ef1176388b7f6f4e32d739a7c");
}

TEST(similar_rows_graph, refuses_what_it_does_not_code) {
  testing::expect_refusals<similar_rows_graph_codec>(arranged);
}

TEST(similar_rows_graph, of_noise_is_a_graph_or_an_error) {
  testing::expect_a_graph_or_an_error_of_noise<similar_rows_graph_codec>(
      [](const graph& g) { return is_arranged(g); });
}

TEST(similar_rows_graph, that_numbers_in_push_breaks_the_laws) {
  EXPECT_EQ(testing::laws_broken_by_numbering_in_push<similar_rows_graph_codec>(arranged, 100),
            testing::broken_on(testing::every_stack, {"pop undoes push"}));
}

/// The two ways are two codecs: what one pushes the other pops as another graph, or as none.
TEST(similar_rows_graph, is_not_popped_by_degree) {
  const graph g = arranged(testing::copied_graph(60, 5));
  rans_stack s;
  similar_rows_graph(60, g.edges()).push(s, g);
  try {
    EXPECT_NE(unlabelled_graph(60, g.edges()).pop(s), g);
  } catch (const domain_error&) {
  }
}

TEST(similar_rows, count_what_rows_share_with_the_one_that_is_walked) {
  detail::similar_rows rows{10};
  rows.complete(3, 2);
  rows.complete(4, 6);
  rows.begin(7);
  const std::vector<std::uint32_t> both{3, 4}, one{4}, neither{5};
  EXPECT_EQ(rows.of(both).rows, 0u);
  rows.choose(both);
  rows.choose(one);
  const auto l = rows.of(both);  // row 3 shares one of its two columns, row 4 two of its six
  EXPECT_EQ(l.rows, 2u);
  EXPECT_EQ(l.weight, (1u << 16) / 4 + (4u << 16) / 8);
  EXPECT_EQ(l.sharper, (1u << 16) / 16 + (8u << 16) / 64);
  EXPECT_EQ(rows.of(one).weight, (4u << 16) / 8);
  EXPECT_EQ(rows.of(neither).rows, 0u);
  EXPECT_EQ(rows.all(), l.weight);
  rows.begin(8);
  EXPECT_EQ(rows.of(both).rows, 0u);
  EXPECT_EQ(rows.all(), 0u);
}

}  // namespace
}  // namespace ansatz
