#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <ansatz/graph/isomorphism_order.hpp>
#include <ansatz/graph/prefix_keys.hpp>
#include <ansatz/graph/refined_order.hpp>
#include <ansatz/group/permutation_group.hpp>
#include <set>

#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

using edge_list = std::vector<graph::edge>;

/// Of a graph in two numberings, with the same nodes hidden.
template <class Keys>
void expect_no_numbering(const Keys& keys) {
  const graph g = *testing::with_labels(testing::drawn_graphs(7), *rc::gen::arbitrary<bool>(),
                                        *rc::gen::arbitrary<bool>());
  permutation_list p = identity_permutation(7);
  for (std::uint32_t i = 7; i-- > 1;) std::swap(p[i], p[*rc::gen::inRange(0u, i + 1)]);
  graph_prefix one{unnumbered_graph{g}}, other{unnumbered_graph{relabelled(g, p)}};
  for (std::uint32_t v = 0; v < 7; ++v) {
    const auto a = keys(one), b = keys(other);
    for (std::uint32_t w = v; w < 7; ++w) RC_ASSERT(a[w] == b[p[w]]);
    RC_ASSERT(one.hide(v) == other.hide(p[v]));
  }
}
RC_GTEST_PROP(prefix_orbits, depend_on_no_numbering, ()) { expect_no_numbering(prefix_orbits{}); }
RC_GTEST_PROP(prefix_hashes, depend_on_no_numbering, ()) { expect_no_numbering(prefix_hashes{2}); }

RC_GTEST_PROP(prefix_orbits, multiply_to_the_automorphisms, ()) {
  const graph g = *testing::with_labels(testing::drawn_graphs(7), *rc::gen::arbitrary<bool>(), false);
  graph_prefix p{unnumbered_graph{g}};
  log2_sum sizes;
  for (std::uint32_t v = 7; v-- > 0;) {
    const auto keys = prefix_orbits{}(p);
    sizes.add(static_cast<std::uint64_t>(std::count(keys.begin(), keys.begin() + v + 1, keys[v])));
    p.hide(v);
  }
  RC_ASSERT(sizes.value() == permutation_group(7, automorphisms(g)).order());
}

RC_GTEST_PROP(prefix_hashes, of_a_whole_graph_are_those_of_refinement, ()) {
  const graph g = *testing::with_labels(testing::drawn_graphs(9), *rc::gen::arbitrary<bool>(),
                                        *rc::gen::arbitrary<bool>());
  RC_ASSERT(prefix_hashes{2}(graph_prefix{unnumbered_graph{g}}) == refined_hashes(g, 2));
}

TEST(prefix_keys, tell_hidden_nodes_apart) {
  // A square: its corners are alike until one is hidden, and then the two beside it.
  graph_prefix p{unnumbered_graph{graph{4, edge_list{{0, 1}, {1, 2}, {2, 3}, {3, 0}}}}};
  const auto kinds = [](std::vector<std::uint64_t> keys, std::vector<std::uint32_t> of) {
    std::set<std::uint64_t> out;
    for (const std::uint32_t v : of) out.insert(keys[v]);
    return out.size();
  };
  EXPECT_EQ(kinds(prefix_orbits{}(p), {0, 1, 2, 3}), 1u);
  EXPECT_EQ(kinds(prefix_hashes{}(p), {0, 1, 2, 3}), 1u);
  p.hide(3);
  for (const auto& keys : {prefix_orbits{}(p), prefix_hashes{}(p)}) {
    EXPECT_EQ(keys[0], keys[2]);
    EXPECT_NE(keys[0], keys[1]);
  }
  p.hide(2);
  for (const auto& keys : {prefix_orbits{}(p), prefix_hashes{}(p)}) EXPECT_NE(keys[0], keys[1]);
}

}  // namespace
}  // namespace ansatz
