#include <algorithm>
#include <ansatz/error.hpp>
#include <block_model/partition.hpp>
#include <block_model/private/partition_search.hpp>
#include <optional>
#include <utility>

namespace ansatz {
namespace {

constexpr std::uint32_t most_blocks = 1024, most_at_first = 400;

/// How many blocks a search goes through, ascending from those that are wanted.
std::vector<std::uint32_t> stages(std::uint32_t nodes, std::uint32_t wanted) {
  std::uint32_t root = 0;
  while ((root + std::uint64_t{1}) * (root + 1) <= nodes) ++root;
  const std::uint32_t most = std::min(2 * root, most_at_first);
  std::vector<std::uint32_t> out{wanted};
  while (out.back() < most) out.push_back(out.back() + out.back() * 2 / 5 + 1);
  return out;
}

void expect_within(const graph& g, std::uint32_t blocks) {
  if (g.nodes() > 1u << 22 || g.edges() > 1u << 24)
    throw domain_error("partition_of: at most 2^22 nodes and 2^24 edges");
  if (blocks == 0 || blocks > most_blocks) throw domain_error("partition_of: 1 to 1024 blocks");
}

/// Runs through the stages down to so many blocks; `seen(state)` after each.
template <class Seen>
void run_down(const graph& g, std::uint32_t blocks, block_prior prior, const Seen& seen) {
  std::vector<std::uint32_t> left = stages(g.nodes(), blocks);
  partition_search s{g, left.back(), prior};
  while (true) {
    if (s.state().blocks() > 1) s.anneal();
    seen(left.back(), s.state());
    left.pop_back();
    if (left.empty()) return;
    s.merge_to(left.back());
  }
}

}  // namespace

std::vector<std::uint32_t> partition_of(const graph& g, std::uint32_t blocks, block_prior prior) {
  expect_within(g, blocks);
  std::vector<std::uint32_t> partition(g.nodes());
  if (blocks > 1)
    run_down(g, blocks, prior,
             [&](std::uint32_t, const block_state& state) { partition = state.partition(); });
  return partition;
}

std::uint32_t blocks_for(const graph& g, block_prior prior) {
  expect_within(g, 1);
  std::uint32_t best = 1;
  std::optional<std::int64_t> least;
  run_down(g, 1, prior, [&](std::uint32_t blocks, const block_state& state) {
    const std::int64_t cost = state.cost();
    if (least && cost >= *least) return;
    least = cost;
    best = blocks;
  });
  return best;
}

graph partitioned(const graph& g, std::uint32_t blocks, block_prior prior) {
  const auto all = g.all_edges();
  return {g.nodes(), std::vector<graph::edge>(all.begin(), all.end()), partition_of(g, blocks, prior)};
}

}  // namespace ansatz
