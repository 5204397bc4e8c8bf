#include <ansatz/combinator/codec_of.hpp>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <ansatz/stack/metered.hpp>
#include <ansatz/testing/laws.hpp>
#include <unlabelled_graph/large_graph.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"
#include "graph/unnumbered_graphs.hpp"

namespace ansatz {
namespace {

auto symbols(std::uint32_t nodes, std::size_t edges) {
  return rc::gen::map(testing::graphs_of(nodes, edges),
                      [](const graph& g) { return large_graph_codec::symbol_of(g); });
}

ANSATZ_LAWS(large_graph_of_seven, large_graph(7, 9), symbols(7, 9), .full_support = false);
ANSATZ_LAWS(large_graph_dense, large_graph(5, 9), symbols(5, 9), .full_support = false);
ANSATZ_LAWS(large_graph_without_edges, large_graph(4, 0), symbols(4, 0));

TEST(large_graph, says_after_a_push_what_a_pop_gives) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const unnumbered_graph x = large_graph_codec::symbol_of(drawn_graph(300, 900, seed));
    const auto codec = large_graph(300, 900);
    rans_stack s;
    codec.push(s, x);
    const graph given = codec.given(x);
    EXPECT_TRUE(isomorphic(given, x.numbered));
    EXPECT_EQ(large_graph(300, 900).pop(s).numbered, given);
    EXPECT_TRUE(s.is_fresh());
  }
}

TEST(large_graph, needs_few_initial_bits) {
  metered s{rans_stack{}};
  large_graph(20000, 100000).push(s, large_graph_codec::symbol_of(drawn_graph(20000, 100000, 1)));
  EXPECT_LT(s.initial_bits().to_double(), 0.05 * s.net().to_double());
}

/// Its symbol has hubs last.
TEST(large_graph, that_puts_hubs_last_only_in_push_breaks_the_laws) {
  const auto broken = codec_of<graph>(
      [](auto& s, const graph& g) { large_graph(6, 6).push(s, large_graph_codec::symbol_of(g)); },
      [](auto& s) { return large_graph(6, 6).pop(s).numbered; });
  const auto names = testing::names(
      testing::broken_laws(testing::laws_of(broken, {.full_support = false}), testing::graphs_of(6, 6)));
  for (const std::string& law : testing::broken_on({"rans 64/32", "exact"}, {"pop undoes push"}))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

TEST(large_graph, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(large_graph(60, 100), large_graph_codec::symbol_of(drawn_graph(60, 100, 3))),
            "0198b99f7805a91a87cb6fd0bc5c12e3f5571ee84b9b3a7cc2fd16af0e25ee3c34aa469bc6601f");
}

}  // namespace
}  // namespace ansatz
