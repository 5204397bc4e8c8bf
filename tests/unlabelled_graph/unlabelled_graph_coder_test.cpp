#include <algorithm>
#include <ansatz/graph/drawn_graph.hpp>
#include <ansatz/graph/isomorphic.hpp>
#include <unlabelled_graph/unlabelled_graph_coder.hpp>

#include "archive/coder_check.hpp"
#include "random_edge/rings.hpp"
#include "unlabelled_graph/copied_graph.hpp"

namespace ansatz {
namespace {

const auto made = unlabelled_graph_entry().make();
const coder& unlabelled = *made;

coding_options in_any_order() { return {.parameters = {{"order", 0}}}; }

TEST(unlabelled_graph_coder, brings_graphs_back_up_to_isomorphism_with_their_labels) {
  for (const bool labels : {false, true})
    for (const coding_options& o : {coding_options{}, in_any_order()})
      testing::expect_round_trips(unlabelled, testing::some_rings(30, labels), o);
  for (const graph_set& few : {graph_set{graph{}}, graph_set{graph{5, std::vector<graph::edge>{}}},
                               graph_set{drawn_graph(60, 100, 1)}, testing::some_rings(1, true)})
    testing::expect_round_trips(unlabelled, few);
}

TEST(unlabelled_graph_coder, takes_graphs_without_nodes_or_edges_and_of_several_parts) {
  graph_set mixed = testing::some_rings(3, true);
  mixed.insert(mixed.begin() + 1, graph{});
  mixed.emplace_back(2, std::vector<graph::edge>{}, std::vector<std::uint32_t>{4, 4});
  mixed.emplace_back(5, std::vector<graph::edge>{{0, 3}, {1, 4}}, std::vector<std::uint32_t>(5, 1),
                     std::vector<std::uint32_t>{8, 9});
  for (const coding_options& o : {coding_options{}, in_any_order()})
    testing::expect_round_trips(unlabelled, mixed, o);
}

TEST(unlabelled_graph_coder, keeps_the_order_of_graphs_unless_told_otherwise) {
  const graph_set all = testing::some_rings(30, false);
  const auto back = [&](const coding_options& o) {
    return std::get<graph_set>(unlabelled.decompress(unlabelled.compress(all, o)));
  };
  EXPECT_TRUE(std::ranges::equal(back({}), all, isomorphic));
  EXPECT_FALSE(std::ranges::equal(back(in_any_order()), all, isomorphic));
}

/// Each way is best for something: by degree for hubs, by similar rows for copies, breadth first for chains.
TEST(unlabelled_graph_coder, codes_by_the_way_that_is_best) {
  const auto booked = [](const graph_set& graphs, const std::string& label) {
    coding_account account;
    unlabelled.compress(graphs, {}, &account);
    return std::ranges::any_of(account.ledger, [&](const auto& part) { return part.first == label; });
  };
  EXPECT_TRUE(booked({drawn_graph(300, 1500, 1)}, "by degree"));
  EXPECT_TRUE(booked({testing::copied_graph(300, 1)}, "by similar rows"));
  std::vector<graph::edge> chain;
  for (std::uint32_t v = 1; v < 500; ++v) chain.push_back({v - 1, v});
  EXPECT_TRUE(booked({graph{500, chain}}, "breadth first"));
}

TEST(unlabelled_graph_coder, codes_large_graphs_by_the_urn_as_it_codes_others_where_told_so) {
  const coding_options none_walked{.parameters = {{"walked", 0}}};
  const auto parts = [&](const graph_set& graphs) {
    testing::expect_round_trips(unlabelled, graphs, none_walked);
    coding_account account;
    unlabelled.compress(graphs, none_walked, &account);
    std::vector<std::string> labels;
    for (const auto& [label, net] : account.ledger) labels.push_back(std::string{label});
    return labels;
  };
  const auto has = [](const std::vector<std::string>& all, const char* one) {
    return std::ranges::find(all, one) != all.end();
  };
  EXPECT_TRUE(has(parts({drawn_graph(500, 2000, 1)}), "neighbours"));
  EXPECT_TRUE(has(parts({graph{}}), "way"));
  EXPECT_TRUE(has(parts({graph{3, std::vector<graph::edge>{}}}), "way"));
  // Their numbers are drawn while they are pushed: labels and owners are pushed before.
  EXPECT_TRUE(has(parts(testing::some_rings(1, true)), "order of edges"));
  EXPECT_TRUE(has(parts(testing::some_rings(5, false)), "order of edges"));
}

TEST(unlabelled_graph_coder, says_of_another_numbering_that_it_is_the_same_graph) {
  const graph_set all = testing::some_rings(5, true);
  graph_set turned;
  for (const graph& g : all) {
    std::vector<std::uint32_t> p;
    for (std::uint32_t v = 0; v < g.nodes(); ++v) p.push_back(g.nodes() - 1 - v);
    turned.push_back(relabelled(g, p));
  }
  EXPECT_NE(turned, all);
  EXPECT_TRUE(unlabelled.gives_back(turned, all, {}));
  std::ranges::reverse(turned);
  EXPECT_FALSE(unlabelled.gives_back(turned, all, {})) << "an order that is kept counts";
  EXPECT_TRUE(unlabelled.gives_back(turned, all, {{"order", 0}}));
  turned.back() = turned.front();
  EXPECT_FALSE(unlabelled.gives_back(turned, all, {{"order", 0}}));
  EXPECT_FALSE(unlabelled.gives_back(byte_string{1}, byte_string{1}, {}));
}

TEST(unlabelled_graph_coder, states_an_order_only_where_it_is_lost) {
  const auto stated = [](std::uint32_t graphs, const coding_options& o) {
    return unlabelled.compress_chunk(testing::some_rings(graphs, false), 0, o).parameters;
  };
  EXPECT_TRUE(stated(5, {}).empty());
  EXPECT_EQ(stated(5, in_any_order()), (parameter_values{{"order", 0}}));
  EXPECT_TRUE(stated(1, in_any_order()).empty());
}

TEST(unlabelled_graph_coder, refuses_what_it_does_not_code) {
  EXPECT_EQ(unlabelled.objection(image_set{}), "unlabelled_graph does not take images");
  graph_set mixed = testing::some_rings(1, true);
  mixed.push_back(testing::some_rings(1, false).front());
  EXPECT_EQ(unlabelled.objection(mixed),
            "unlabelled_graph codes graphs that have labels of all nodes, or all edges, or of none");
}

TEST(unlabelled_graph_coder, is_refused_when_damaged) {
  const container good = unlabelled.compress(testing::some_rings(20, true), {});
  testing::expect_damage_is_noticed(unlabelled, format_container(good), 100);
  testing::expect_lies_are_noticed(unlabelled,
                                   unlabelled.compress(testing::some_rings(20, true), {.chains = 2}));
}

TEST(unlabelled_graph_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden("unlabelled_graph_v1.bin",
                         format_container(unlabelled.compress(testing::some_rings(9, true), {})));
}

}  // namespace
}  // namespace ansatz
