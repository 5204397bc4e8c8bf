#include <ansatz/io/image.hpp>
#include <random_edge/random_edge_coder.hpp>

#include "archive/coder_check.hpp"
#include "random_edge/rings.hpp"

namespace ansatz {
namespace {

const auto made = random_edge_entry().make();
const coder& by_urn = *made;

TEST(random_edge_coder, brings_graphs_back_with_their_numbering_and_labels) {
  for (const bool labels : {false, true})
    testing::expect_round_trips(by_urn, testing::some_rings(40, labels));
  for (const graph_set& few :
       {graph_set{graph{}}, graph_set{graph{5, std::vector<graph::edge>{}}}, testing::some_rings(1, true)})
    testing::expect_round_trips(by_urn, few);
}

TEST(random_edge_coder, takes_graphs_without_nodes_or_edges_among_others) {
  graph_set mixed = testing::some_rings(3, true);
  mixed.insert(mixed.begin() + 1, graph{});
  mixed.emplace_back(2, std::vector<graph::edge>{}, std::vector<std::uint32_t>{4, 4});
  testing::expect_round_trips(by_urn, mixed);
}

TEST(random_edge_coder, says_nothing_of_a_single_graph_that_the_file_says) {
  const auto ledger = [](const graph_set& graphs, std::uint64_t chains) {
    coding_account account;
    by_urn.compress(graphs, {.chains = chains}, &account);
    bits sizes;
    for (const auto& [label, net] : account.ledger)
      if (label == "sizes") sizes = net;
    return sizes.to_double();
  };
  EXPECT_EQ(ledger(testing::some_rings(1, false), 1), 0);
  EXPECT_GT(ledger(testing::some_rings(2, false), 2), 0);
}

TEST(random_edge_coder, refuses_what_it_does_not_code) {
  EXPECT_EQ(by_urn.objection(image_set{}), "random_edge does not take images");
  graph_set mixed = testing::some_rings(1, true);
  mixed.push_back(testing::some_rings(1, false).front());
  EXPECT_EQ(by_urn.objection(mixed),
            "random_edge codes graphs that have labels of all nodes, or all edges, or of none");
}

TEST(random_edge_coder, is_refused_when_damaged) {
  const container good = by_urn.compress(testing::some_rings(30, true), {});
  testing::expect_damage_is_noticed(by_urn, format_container(good), 100);
  testing::expect_lies_are_noticed(by_urn, by_urn.compress(testing::some_rings(30, true), {.chains = 2}));
}

TEST(random_edge_coder, refuses_a_header_that_asks_for_more_than_its_stack_holds) {
  chunk c = by_urn.compress_chunk(testing::some_rings(1, false), 0, {});
  // 2^26 nodes and 2^26 - 1 edges, of which the stack holds a few.
  c.items.clear();
  for (const unsigned b : {128u, 128u, 128u, 32u, 255u, 255u, 255u, 31u, 0u, 0u})
    c.items.push_back(static_cast<std::byte>(b));
  EXPECT_THROW(by_urn.decompress_chunk(c), corrupt_error);
}

TEST(random_edge_coder, has_the_bytes_of_format_version_1) {
  testing::expect_golden("random_edge_v1.bin",
                         format_container(by_urn.compress(testing::some_rings(9, true), {})));
}

}  // namespace
}  // namespace ansatz
