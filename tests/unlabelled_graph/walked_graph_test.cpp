#include <ansatz/testing/laws.hpp>
#include <unlabelled_graph/walked_graph.hpp>

#include "bytes_of.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using testing::sentence_of;

/// Asks of each pair whether it is joined. Graphs in which node 0 has an edge are in order.
struct pair_by_pair {
  static constexpr const char *name = "pairs", *remedy = "join node 0";
  static constexpr std::uint64_t most_decisions = 6;
  static bool is_in_order(const graph& g) { return !g.larger(0).empty(); }
  static graph walk(std::uint32_t nodes, std::uint64_t edges, const graph* known, const decider& decide) {
    std::vector<graph::edge> out;
    for (std::uint32_t v = 0; v < nodes; ++v)
      for (std::uint32_t w = v + 1; w < nodes; ++w)
        if (decide(20000, known != nullptr && known->has_edge(v, w))) out.push_back({v, w});
    if (out.size() != edges || out.front().from != 0) throw domain_error("pairs: another number of edges");
    return {nodes, out};
  }
};
using pairs = walked_graph_codec<pair_by_pair>;

const graph triangle{3, std::vector<graph::edge>{{0, 1}, {0, 2}, {1, 2}}};
ANSATZ_LAWS(walked_graph, (pairs{3, 3, 7}), rc::gen::just(triangle), .full_support = false);
ANSATZ_LAWS(walked_graph_deep, (pairs{3, 3}), rc::gen::just(triangle), .full_support = false);

TEST(walked_graph, refuses_in_the_name_of_its_way) {
  rans_stack s;
  EXPECT_EQ(sentence_of([] { pairs{(1u << 24) + 1, 0}; }), "pairs: at most 2^24 nodes and 2^29 edges");
  EXPECT_EQ(sentence_of([] { pairs{3, 4}; }), "pairs: more edges than a simple graph of so many nodes has");
  EXPECT_EQ(sentence_of([] { pairs{3, 3, 32}; }), "pairs: totals of 1 to 31 bits");
  EXPECT_EQ(sentence_of([&] { pairs{4, 3}.push(s, triangle); }),
            "pairs: the graph's size is not the codec's");
  EXPECT_EQ(sentence_of([&] { pairs{3, 1}.push(s, {3, std::vector<graph::edge>{{1, 2}}}); }),
            "pairs: join node 0");
  EXPECT_TRUE(s.is_fresh());
}

TEST(walked_graph, ends_after_so_many_decisions_both_ways) {
  rans_stack s;
  pairs{4, 1}.push(s, {4, std::vector<graph::edge>{{0, 1}}});
  const auto before = s;
  EXPECT_EQ(sentence_of([&] { pairs{5, 1}.push(s, {5, std::vector<graph::edge>{{0, 1}}}); }),
            "pairs: the graph takes too many decisions");
  EXPECT_EQ(s, before);
  EXPECT_EQ(sentence_of([&] { pairs{5, 1}.pop(s); }), "pairs: the graph takes too many decisions");
}

TEST(walked_graph, refuses_labels) {
  rans_stack s;
  EXPECT_EQ(sentence_of([&] { pairs{2, 1}.push(s, {2, std::vector<graph::edge>{{0, 1}}, {1, 2}}); }),
            "pairs: the graph has labels");
}

TEST(walked_graph, pushes_the_last_decision_first) {
  const std::vector<std::uint8_t> last_to_first{0, 1, 1};
  rans_stack by_hand, walked;
  for (const std::uint8_t joined : last_to_first) bernoulli_logit(20000, 31).push(by_hand, joined);
  pairs{3, 2}.push(walked, {3, std::vector<graph::edge>{{0, 1}, {0, 2}}});
  EXPECT_EQ(walked, by_hand);
}

}  // namespace
}  // namespace ansatz
