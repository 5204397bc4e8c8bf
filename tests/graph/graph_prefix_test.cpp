#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <ansatz/error.hpp>
#include <ansatz/graph/graph_prefix.hpp>

#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;

RC_GTEST_PROP(graph_prefix, comes_back_from_its_slices, ()) {
  const graph g = *testing::with_labels(testing::drawn_graphs(8), true, true);
  graph_prefix whole{unnumbered_graph{g}};
  std::vector<graph_slice> slices;
  std::vector<std::uint32_t> order = identity_permutation(8), left = order;
  for (std::uint32_t i = 8; i-- > 0;) {
    const auto at = *rc::gen::inRange<std::size_t>(0, left.size());
    order[i] = left[at];
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(at));
    slices.push_back(whole.hide(order[i]));
  }
  RC_ASSERT(whole.known() == 0u && whole.edges() == 0u && whole.urn_size() == 8u);
  graph_prefix again{8, 0, {true, true}};
  for (std::size_t i = slices.size(); i-- > 0;) {
    // Both sides see the same urn.
    for (std::uint32_t place = again.known(); place < 8; ++place)
      RC_ASSERT(again.urn_below(place + 1) - again.urn_below(place) == again.known_ends(place) + 1);
    again.reveal(slices[i]);
  }
  RC_ASSERT(again.symbol().numbered == relabelled(g, inverse(order)));
  RC_ASSERT(again.edges() == g.edges() && again.urn_size() == 0u);
}

TEST(graph_prefix, forgets_edges_between_hidden_nodes) {
  graph_prefix p{unnumbered_graph{graph{4, edge_list{{0, 1}, {0, 2}, {2, 3}}}}};
  EXPECT_EQ(p.hide(2), graph_slice{});
  EXPECT_EQ(p.known_ends(3), 2u);
  EXPECT_EQ(p.urn_size(), 3u);
  EXPECT_EQ(p.hide(0), graph_slice{{3}});
  EXPECT_EQ(p.known_ends(3), 1u);
  EXPECT_EQ(p.known_ends(2), 1u);
  EXPECT_EQ(p.edges(), 2u);
  p.put_aside(3);
  EXPECT_EQ(p.urn_size(), 2u);
  EXPECT_EQ(p.urn_find(1), 2u);
  p.put_back(3);
  EXPECT_EQ(p.urn_find(2), 3u);
}

TEST(graph_prefix, refuses_what_has_no_place) {
  EXPECT_THROW(graph_prefix(3, 4), domain_error);
  EXPECT_THROW(graph_prefix((1u << 26) + 1), domain_error);
  EXPECT_THROW((graph_prefix{unnumbered_graph{graph{2, edge_list{}}, 3}}), domain_error);
  for (const label_kinds kinds : {label_kinds{true, false}, label_kinds{false, true}}) {
    EXPECT_THROW(graph_prefix(2, 0, kinds).knowing({{2, edge_list{{0, 1}}}}), domain_error);
    EXPECT_EQ(graph_prefix(0, 0, kinds).knowing({}).labels(), kinds);
  }
  EXPECT_EQ(graph_prefix(2, 0, {false, true}).knowing({{2, edge_list{}}}).labels(),
            (label_kinds{false, true}));
  EXPECT_THROW(graph_prefix(2, 1).knowing({{2, edge_list{}}}), domain_error);
  graph_prefix p{3};
  EXPECT_THROW(p.hide(0), domain_error);
  EXPECT_THROW(p.symbol(), domain_error);
  for (const std::vector<std::uint32_t>& neighbours : {std::vector<std::uint32_t>{0}, {3}, {2, 1}, {1, 1}})
    EXPECT_THROW(p.reveal({neighbours}), domain_error);
  EXPECT_THROW(p.reveal({{1}, 1}), domain_error);
  EXPECT_THROW(p.reveal({{1}, 0, {1}}), domain_error);
  for (int i = 0; i < 3; ++i) p.reveal({});
  EXPECT_THROW(p.reveal({}), domain_error);
  graph_prefix labelled{3, 0, {false, true}};
  EXPECT_THROW(labelled.reveal({{1}}), domain_error);
}

}  // namespace
}  // namespace ansatz
