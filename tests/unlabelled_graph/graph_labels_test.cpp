#include <algorithm>
#include <ansatz/combinator/codec_of.hpp>
#include <unlabelled_graph/graph_labels.hpp>

#include "broken.hpp"
#include "bytes_of.hpp"
#include "graph/drawn_graphs.hpp"
#include "random_edge/rings.hpp"
#include "sentence_of.hpp"

namespace ansatz {
namespace {

using numbers = std::vector<std::uint32_t>;
using testing::sentence_of;

const std::vector<graph::edge> edges_of_house{{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 4}, {3, 4}};
const graph house{5, edges_of_house};

/// The house with labels below these, 0: none of the kind.
rc::Gen<graph> labelled_houses(std::uint32_t nodes, std::uint32_t edges) {
  const auto some = [](std::size_t n, std::uint32_t below) {
    return rc::gen::container<numbers>(below > 0 ? n : 0, rc::gen::inRange(0u, std::max(below, 1u)));
  };
  return rc::gen::apply([](const numbers& of_nodes,
                           const numbers& of_edges) { return graph{5, edges_of_house, of_nodes, of_edges}; },
                        some(5, nodes), some(6, edges));
}

graph_labels_codec shallow(bool of_nodes, bool of_edges) { return {house, of_nodes, of_edges, 7}; }

ANSATZ_LAWS(graph_labels_of_both, shallow(true, true), labelled_houses(3, 4), .full_support = false);
ANSATZ_LAWS(graph_labels_of_nodes, shallow(true, false), labelled_houses(5, 0), .full_support = false);
ANSATZ_LAWS(graph_labels_of_edges, shallow(false, true), labelled_houses(0, 2), .full_support = false);
ANSATZ_LAWS(graph_labels_deep, graph_labels(house, true, true), labelled_houses(3, 4), .full_support = false);
ANSATZ_LAWS(graph_labels_of_none, graph_labels(house, false, false), rc::gen::just(house));
ANSATZ_LAWS(graph_labels_without_nodes, graph_labels(graph{}, true, true), rc::gen::just(graph{}));

/// Where a label follows from what lies around, it costs next to nothing once that is learnt.
TEST(graph_labels, that_follow_from_the_graph_are_learnt) {
  std::vector<graph::edge> edges;  // 500 stars of three leaves, which are labelled 7
  numbers nodes, labels;
  for (std::uint32_t v = 0; v < 2000; v += 4) {
    for (std::uint32_t leaf = 1; leaf < 4; ++leaf) edges.push_back({v, v + leaf});
    nodes.insert(nodes.end(), {4000000000, 7, 7, 7});
    labels.insert(labels.end(), {1, 2, 3});
  }
  const graph g{2000, edges, nodes, labels};
  exact_stack s;
  const bits before = s.content();
  const auto codec = graph_labels(without_labels(g), true, true);
  codec.push(s, g);
  EXPECT_LT((s.content() - before).to_double(), 500);
  EXPECT_EQ(codec.pop(s), g);
  EXPECT_EQ(s.content(), before);
}

TEST(graph_labels, of_many_values_come_back) {
  for (const std::uint32_t values : {1u, 255u, 256u, 257u, 900u}) {
    std::vector<graph::edge> path;
    numbers nodes, labels;
    for (std::uint32_t v = 0; v < 1000; ++v) {
      nodes.push_back(v % values * 4001001 + 5);
      if (v > 0) path.push_back({v - 1, v});
      if (v > 0) labels.push_back(v % values == 0 ? 0xffffffff : v % values);
    }
    const graph g{1000, path, nodes, labels};
    rans_stack s;
    const auto codec = graph_labels(without_labels(g), true, true);
    codec.push(s, g);
    EXPECT_EQ(codec.pop(s), g);
    EXPECT_TRUE(s.is_fresh());
  }
}

TEST(graph_labels, refuses_what_it_does_not_code) {
  rans_stack s;
  const graph labelled{5, edges_of_house, {1, 2, 3, 4, 5}};
  EXPECT_EQ(sentence_of([&] { graph_labels(labelled, true, false); }),
            "graph_labels: the graph has labels already");
  const std::string why = "graph_labels: another graph, or other kinds of labels";
  EXPECT_EQ(sentence_of([&] { graph_labels(house, true, true).push(s, labelled); }), why);
  EXPECT_EQ(sentence_of([&] { graph_labels(house, false, false).push(s, labelled); }), why);
  EXPECT_EQ(sentence_of([&] { graph_labels(graph{5, {}}, true, false).push(s, labelled); }), why);
  EXPECT_TRUE(s.is_fresh());
}

/// A table with a label that nothing has would be a second spelling.
TEST(graph_labels, that_are_in_the_table_are_there) {
  const graph pair{2, {}};
  const auto table = [&](std::initializer_list<std::uint64_t> popped) {
    rans_stack t;
    for (const std::uint64_t n : std::vector(std::rbegin(popped), std::rend(popped)))
      log_uniform(33).push(t, n);
    return t;
  };
  for (const auto& popped :
       {std::initializer_list<std::uint64_t>{4, 1, 1, 1}, {1}, {3, 1u << 31, 1ull << 32}}) {
    rans_stack t = table(popped);
    EXPECT_THROW(graph_labels(pair, true, false).pop(t), domain_error);
  }
}

/// A decoder knows an edge's label no earlier than those of its ends.
TEST(graph_labels, that_asks_about_edges_first_breaks_the_laws) {
  const auto of_nodes = shallow(true, false), of_edges = shallow(false, true);
  const auto broken = codec_of<graph>(
      [=](auto& s, const graph& g) {
        of_nodes.push(s, graph{5, edges_of_house, {g.node_labels().begin(), g.node_labels().end()}});
        of_edges.push(s, graph{5, edges_of_house, {}, g.edge_labels()});
      },
      [](auto& s) { return shallow(true, true).pop(s); });
  const auto names = testing::names(
      testing::broken_laws(testing::laws_of(broken, {.full_support = false}), labelled_houses(3, 4), 60));
  for (const std::string& law : testing::broken_on(testing::wider_stacks, {"pop undoes push"}))
    EXPECT_EQ(std::ranges::count(names, law), 1) << law;
}

TEST(graph_labels, of_noise_are_labels_or_an_error) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::vector<std::uint32_t> words(200);
    for (std::size_t i = 0; i < words.size(); ++i)
      words[i] = static_cast<std::uint32_t>(supply::seeded(seed).word(i));
    rans_stack s{std::uint64_t{1} << 40 | seed, words, supply::seeded(1), 0};
    try {
      EXPECT_EQ(without_labels(graph_labels(house, true, true).pop(s)), house);
    } catch (const domain_error&) {
    }
  }
}

TEST(graph_labels, has_golden_bytes) {
  const graph g = testing::some_rings(9, true)[7];
  EXPECT_EQ(testing::bytes_of(graph_labels(without_labels(g), true, true), g),
            "083835f4b496dc03cad0f0d53d1be5174c78521d");
}

}  // namespace
}  // namespace ansatz
