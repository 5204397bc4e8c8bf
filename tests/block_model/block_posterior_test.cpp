#include <ansatz/stack/tally.hpp>
#include <ansatz/testing/laws.hpp>
#include <block_model/block_posterior.hpp>
#include <block_model/partition.hpp>

#include "bytes_of.hpp"

namespace ansatz {
namespace {

using list = std::vector<std::uint32_t>;

const graph star{5, std::vector<graph::edge>{{0, 1}, {0, 2}, {0, 3}, {0, 4}}};
const block_prior small{.edge = 1, .node = 1, .base = 1};
rc::Gen<list> blocks_of_five(std::uint32_t blocks) {
  return rc::gen::container<list>(5, rc::gen::inRange(0u, blocks));
}
ANSATZ_LAWS(block_posterior_of_a_star, block_posterior(star, 3, small, 5), blocks_of_five(3));
ANSATZ_LAWS(block_posterior_deep, block_posterior(star, 4), blocks_of_five(4));
ANSATZ_LAWS(block_posterior_of_no_node, block_posterior(graph{}, 4), rc::gen::just(list{}));

TEST(block_posterior, thinks_most_of_what_was_found) {
  // Two parties that are joined to one another alone: a node in the other party is unlikely.
  std::vector<graph::edge> edges;
  for (std::uint32_t i = 0; i < 40; ++i)
    for (std::uint32_t j = 0; j < 6; ++j) edges.push_back({2 * i, 2 * ((i + j * j) % 40) + 1});
  const graph g{80, edges};
  list block = partition_of(g, 2);
  EXPECT_LT(cost(block_posterior(g, 2), block).to_double(), 0.1);
  block[17] = 1 - block[17];
  EXPECT_GT(cost(block_posterior(g, 2), block).to_double(), 5);
}

TEST(block_posterior, has_golden_bytes) {
  EXPECT_EQ(testing::bytes_of(block_posterior(star, 3), list{0, 1, 1, 2, 1}), "015d39b4478740");
}

}  // namespace
}  // namespace ansatz
