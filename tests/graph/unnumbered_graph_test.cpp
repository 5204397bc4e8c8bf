#include <gtest/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/graph/unnumbered_graph.hpp>

#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;

TEST(unnumbered_graph, equals_itself_in_any_numbering) {
  const graph path{3, edge_list{{0, 1}, {1, 2}}}, other{3, edge_list{{0, 1}, {0, 2}}};
  EXPECT_EQ((unnumbered_graph{path}), (unnumbered_graph{other}));
  EXPECT_NE((unnumbered_graph{path}), (unnumbered_graph{graph{3, edge_list{{0, 1}}}}));
  EXPECT_NE((unnumbered_graph{path}), (unnumbered_graph{graph{4, edge_list{{0, 1}, {1, 2}}}}));
}

TEST(unnumbered_graph, keeps_the_numbers_of_its_last_nodes) {
  const graph end_last{3, edge_list{{0, 1}, {1, 2}}}, middle_last{3, edge_list{{0, 2}, {1, 2}}},
      other_end{3, edge_list{{0, 1}, {0, 2}}};
  EXPECT_NE((unnumbered_graph{end_last, 1}), (unnumbered_graph{middle_last, 1}));
  EXPECT_EQ((unnumbered_graph{end_last, 1}), (unnumbered_graph{other_end, 1}));
  EXPECT_NE((unnumbered_graph{end_last, 2}), (unnumbered_graph{other_end, 2}));
  EXPECT_NE((unnumbered_graph{end_last, 1}), (unnumbered_graph{end_last}));
}

TEST(unnumbered_graph, has_labels) {
  const edge_list path{{0, 1}, {1, 2}};
  const graph a{3, path, {5, 6, 7}}, mirrored{3, path, {7, 6, 5}}, b{3, path, {6, 5, 7}};
  EXPECT_EQ((unnumbered_graph{a}), (unnumbered_graph{mirrored}));
  EXPECT_NE((unnumbered_graph{a}), (unnumbered_graph{b}));
  EXPECT_NE((unnumbered_graph{a}), (unnumbered_graph{without_labels(a)}));
  const std::vector<std::uint32_t> one{1, 2}, two{2, 1}, three{1, 1};
  EXPECT_EQ((unnumbered_graph{{3, path, {}, one}}), (unnumbered_graph{{3, path, {}, two}}));
  EXPECT_NE((unnumbered_graph{{3, path, {}, one}}), (unnumbered_graph{{3, path, {}, three}}));
  // A kept node has no label of another.
  EXPECT_NE((unnumbered_graph{{2, edge_list{}, {0, 1}}, 1}), (unnumbered_graph{{2, edge_list{}, {1, 0}}, 1}));
  EXPECT_NE((unnumbered_graph{{2, edge_list{}, {0, 1}}, 1}), (unnumbered_graph{{2, edge_list{}, {0, 0}}, 1}));
}

TEST(unnumbered_graph, keeps_hubs) {
  const graph star{5, edge_list{{1, 0}, {1, 2}, {1, 3}, {1, 4}, {0, 3}}};
  const unnumbered_graph x = hubs_kept(star, 2);
  EXPECT_EQ(x.kept, 2u);
  EXPECT_EQ(degrees(x.numbered), (std::vector<std::uint32_t>{1, 1, 2, 2, 4}));
  EXPECT_EQ((unnumbered_graph{star}), (unnumbered_graph{x.numbered}));
}

}  // namespace
}  // namespace ansatz
